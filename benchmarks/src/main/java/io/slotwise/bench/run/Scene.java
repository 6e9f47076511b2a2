package io.slotwise.bench.run;

import io.slotwise.bench.cluster.BenchCluster;
import io.slotwise.bench.cluster.Member;
import io.slotwise.bench.data.DataSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where movers compete.
 *
 * @param data what the cluster holds
 * @param operationsPerSecond of the client, 0 for no client
 * @param giving whose slots move
 */
public record Scene(DataSet data, int operationsPerSecond, Giving giving) {
    /** Whose slots move. */
    public enum Giving {
        /** Half of one master's. */
        HALF_A_MASTER(1, 2731),
        /** From three masters to a fourth, until all have the same. */
        ALL_MASTERS(3, 4096);

        private final int sources;
        private final int slots;

        Giving(int sources, int slots) {
            this.sources = sources;
            this.slots = slots;
        }

        /** The one with so many sources. */
        public static Optional<Giving> of(int sources) {
            return Arrays.stream(values())
                    .filter(giving -> giving.sources == sources)
                    .findFirst();
        }

        public int sources() {
            return sources;
        }

        /** Whether so many moved slots are what was asked; a fair share may be off by 2 %, since it goes by keys. */
        boolean isReached(int moved) {
            return sources == 1 ? moved == slots : Math.abs(moved - slots) * 50 <= slots;
        }

        public int slots() {
            return slots;
        }
    }

    List<Member> sources(BenchCluster cluster) {
        return cluster.active().subList(0, giving.sources());
    }

    Task task(BenchCluster cluster) {
        return new Task(
                sources(cluster).stream().map(member -> node(cluster, member)).toList(),
                node(cluster, cluster.empty()),
                giving.slots());
    }

    private static Task.Node node(BenchCluster cluster, Member member) {
        return new Task.Node(member.address(), member.id(), cluster.firstSlot(member));
    }

    /** For people, such as {@code 2000 op/s}. */
    public String loadLabel() {
        return operationsPerSecond == 0 ? "none" : operationsPerSecond + " op/s";
    }
}
