package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Facts;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.model.topology.SlotSet;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster with all that heal mends. */
class HealTest {
    private static final int KEYS = 2000;

    private final StringWriter out = new StringWriter();

    @Test
    void openSlotsADisownedOneUnevenReplicasAndADeadNodeAreMendedAfterBeingShown(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1)) {
            WriteLoad.fill(nodes.addresses(), KEYS, 100);
            LiveNode source = nodes.view().actives().get(0);
            LiveNode destination = nodes.view().actives().get(1);
            int slot = source.slots().stream().findFirst().orElseThrow();
            nodes.say(destination.pod(), redis -> redis.clusterSetSlotImporting(slot, source.id()));
            nodes.say(source.pod(), redis -> redis.clusterSetSlotMigrating(slot, destination.id()));
            LiveNode deposed = nodes.view().actives().get(2);
            List<Integer> empty = emptySlots(nodes, deposed);
            int disowned = empty.get(0);
            int halfTaken = empty.get(1);
            String mark = mark(halfTaken);
            nodes.sayAll(deposed.pod(), redis -> {
                redis.clusterSetSlotNode(disowned, source.id());
                redis.clusterSetSlotNode(halfTaken, source.id());
                redis.clusterSetSlotImporting(halfTaken, source.id());
                redis.asking();
                redis.set(mark, "let go");
            });
            LiveNode dead = replicaOf(nodes, destination);
            nodes.remove(dead.pod());
            nodes.awaitVerdict(dead);

            SlotSet unclaimed =
                    SlotSet.ALL.minus(nodes.view().covered()); // Valkey takes one that it imports back by itself
            assertThat(unclaimed.contains(disowned)).isTrue();
            assertThat(nodes.command(source.pod(), "check", out)).isEqualTo(1);
            assertThat(out.toString())
                    .contains("has open slots", "(" + dead.id() + "), which heal strikes", "has no replica");
            assertThat(nodes.command(source.pod(), "heal", out))
                    .as("a dry run: %s", out)
                    .isZero();
            assertThat(out.toString())
                    .contains(
                            "finishing the interrupted move of 1 slots",
                            "finishing the hand-over of slots " + unclaimed + " to ",
                            "striking");
            assertThat(nodes.node(source.pod()).self().hasOpenSlots()).isTrue();

            assertThat(nodes.command(source.pod(), "heal --yes --timeout 60", out))
                    .as("%s", out)
                    .isZero();

            assertThat(nodes.command(source.pod(), "check", out)).isZero();
            assertThat(nodes.node(destination.pod()).slots().contains(slot)).isTrue();
            assertThat(nodes.node(deposed.pod()).slots().stream()).contains(disowned, halfTaken);
            nodes.say(
                    deposed.pod(),
                    redis -> assertThat(redis.get(mark)).isEqualTo(unclaimed.contains(halfTaken) ? null : "let go"));
            assertThat(nodes.view().live()).noneMatch(node -> node.knows(dead.id()));
            assertThat(WriteLoad.missing(nodes.addresses(), KEYS, 100)).isZero();
        }
    }

    @Test
    void aClusterThatCameBackAtOtherAddressesIsIntroducedAgain(@TempDir Path directory) {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1, "--appendonly", "yes")) {
            WriteLoad.fill(nodes.addresses(), KEYS, 100);
            nodes.moveAll();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> nodes.view().live().size() == 8
                            && nodes.view().live().stream()
                                    .allMatch(node -> node.facts().state() == Facts.State.FAIL));

            assertThat(nodes.run(new Goal.Heal())).isEqualTo(new Outcome.Done());

            assertThat(nodes.check().problems()).isEmpty();
            assertThat(WriteLoad.missing(nodes.addresses(), KEYS, 100)).isZero();
        }
    }

    private static List<Integer> emptySlots(TestNodes nodes, LiveNode master) {
        return nodes.say(
                master.pod(),
                redis -> master.slots().stream()
                        .filter(slot -> redis.clusterCountKeysInSlot(slot) == 0)
                        .limit(2)
                        .boxed()
                        .toList());
    }

    /** A key as it lies beside what a move brings. */
    private static String mark(int slot) {
        return TestNodes.key(slot, "slotwise:copies:{", "}");
    }

    private static LiveNode replicaOf(TestNodes nodes, LiveNode master) {
        return nodes.view().live().stream()
                .filter(node -> node.follows(master))
                .findFirst()
                .orElseThrow();
    }
}
