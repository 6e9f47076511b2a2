package io.slotwise.bench.run;

import io.slotwise.bench.cluster.BenchCluster;
import io.slotwise.bench.cluster.Member;
import io.slotwise.bench.cluster.Servers;
import io.slotwise.bench.cluster.Survey;
import io.slotwise.bench.data.Audit;
import io.slotwise.bench.data.Damage;
import io.slotwise.bench.data.DataSet;
import io.slotwise.bench.data.Loader;
import io.slotwise.bench.load.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs a mover once, on a cluster that is built for it and thrown away. */
public final class Trial {
    private static final int SAMPLE = 20_000;
    private static final Duration DELETION_LIMIT = Duration.ofSeconds(20);

    private final Servers servers;
    private final Scene scene;

    public Trial(Servers servers, Scene scene) {
        this.servers = servers;
        this.scene = scene;
    }

    /**
     * Builds a cluster, lets the mover do its work, and looks at everything afterwards.
     *
     * @throws IllegalStateException with a sentence when the mover fails or leaves slots that are not where they should be
     */
    public Run run(Mover mover) throws InterruptedException {
        try (BenchCluster cluster = BenchCluster.form(servers)) {
            long beginNanos = System.nanoTime();
            Loader.load(scene.data(), cluster::firstOwner);
            long endNanos = System.nanoTime();
            try (Traffic traffic = Traffic.start(scene, cluster)) {
                return move(
                        mover, cluster, traffic, () -> new Audit.Age(secondsSince(endNanos), secondsSince(beginNanos)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(mover.label() + ": " + e.getMessage(), e);
        }
    }

    private Run move(Mover mover, BenchCluster cluster, Traffic traffic, Supplier<Audit.Age> age)
            throws IOException, InterruptedException {
        List<Member> sources = scene.sources(cluster);
        double sourceBefore = cpu(sources);
        double destinationBefore = cluster.empty().mainThreadSeconds();
        Program.Cost cost = Program.run(mover.command(scene.task(cluster)));
        double source = cpu(sources) - sourceBefore;
        double destination = cluster.empty().mainThreadSeconds() - destinationBefore;
        traffic.moveEnded();

        Survey survey = verified(mover, cluster);
        long keys = cluster.empty().keys();
        Audit audit = new Audit(scene.data(), survey::owner, traffic.expectation(), age);
        return new Run(
                cluster.empty().server(),
                cost.wallSeconds(),
                cost.cpuSeconds(),
                keys,
                source * 1e6 / keys,
                destination * 1e6 / keys,
                traffic.latency(Phase.QUIET),
                traffic.latency(Phase.MOVE),
                traffic.errors(),
                audit.check(toCheck(scene.data(), traffic)).plus(traffic.seen()).plus(missing(cluster)));
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }

    private static double cpu(List<Member> members) throws IOException {
        double seconds = 0;
        for (Member member : members) {
            seconds += member.mainThreadSeconds();
        }
        return seconds;
    }

    private Survey verified(Mover mover, BenchCluster cluster) throws IOException, InterruptedException {
        // A mover may end before gossip has told every node; it is not asked to wait for that.
        Survey survey = cluster.survey();
        for (int i = 0; i < 100 && survey.problem().isPresent(); i++) {
            Thread.sleep(100);
            survey = cluster.survey();
        }
        survey.problem().ifPresent(problem -> {
            throw new IllegalStateException(mover.label() + " left the cluster so that " + problem);
        });
        int moved = survey.slotsOf(cluster.empty().id()).size();
        if (!scene.giving().isReached(moved)) {
            throw new IllegalStateException(mover.label() + " moved " + moved + " slots, not "
                    + scene.giving().slots());
        }
        return survey;
    }

    private static IntStream toCheck(DataSet data, Traffic traffic) {
        int step = Math.max(1, data.keys() / SAMPLE);
        IntStream sample = IntStream.iterate(0, key -> key < data.keys(), key -> key + step);
        IntStream first = IntStream.range(0, Math.min(data.keys(), 100));
        return IntStream.concat(IntStream.concat(sample, first), traffic.written())
                .distinct();
    }

    /** Some servers delete what has moved only afterwards. */
    private Damage missing(BenchCluster cluster) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DELETION_LIMIT.toNanos();
        long surplus = surplus(cluster);
        while (surplus > 0 && System.nanoTime() < deadline) {
            Thread.sleep(50);
            surplus = surplus(cluster);
        }
        return new Damage(0, 0, 0, -surplus);
    }

    private long surplus(BenchCluster cluster) throws IOException {
        long keys = -scene.data().keys();
        for (Member member : cluster.members()) {
            keys += member.keys();
        }
        return keys;
    }
}
