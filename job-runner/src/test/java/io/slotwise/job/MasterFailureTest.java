package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Masters are killed, alone or with the runner, or stand still, at random moments of a move, until a replica has taken over, under a load of which only
 * what a replica has counts as acknowledged. {@code -Dslotwise.chaos.faults} says how often.
 */
class MasterFailureTest {
    private static final int FAULTS = Integer.getInteger("slotwise.chaos.faults", 3);
    private static final long SEED = Long.getLong("slotwise.chaos.seed", System.nanoTime());
    private static final int FILLED = 10_000;
    private static final int SLOTS = 1500;

    /** A replica does not take over from a master without slots. */
    private static final int LEAST_SLOTS = 300;

    private enum Victim {
        SOURCE,
        DESTINATION,
        BYSTANDER
    }

    private enum Fault {
        KILL,
        STAND_STILL,
        /** The runner at the same moment: the next one knows nothing of what was begun. */
        KILL_WITH_RUNNER
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    private final Random random = new Random(SEED);

    @Test
    void whicheverMasterFailsTheMoveIsFinishedAndNothingReplicatedIsLost() throws Exception {
        System.out.println("seed " + SEED + ", " + FAULTS + " faults");
        try (TestNodes nodes = TestNodes.formed(directory, 3, 1, "--cluster-node-timeout", "2500")) {
            WriteLoad.fill(nodes.addresses(), FILLED, 100);
            Set<String> settings = nodes.settings();
            String one = nodes.view().actives().get(0).pod();
            String other = nodes.standby();
            run(MovingCluster.reshard(nodes, one, other, LEAST_SLOTS));
            try (Ledger ledger = new Ledger(nodes.addresses(), 1, SEED)) {
                for (int i = 0; i < FAULTS; i++) {
                    try {
                        disturb(nodes, ledger, i % 2 == 0 ? one : other, i % 2 == 0 ? other : one, i);
                        MovingCluster.assertWhole(nodes, settings);
                    } catch (Exception | AssertionError e) {
                        System.out.println(MovingCluster.told(nodes));
                        throw e;
                    }
                }
            }
            assertThat(WriteLoad.missing(nodes.addresses(), FILLED, 100)).isZero();
        }
    }

    private void disturb(TestNodes nodes, Ledger ledger, String from, String to, int round) throws Exception {
        Victim victim = Victim.values()[(round + (int) (SEED & 1)) % 3];
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        awaitReplicas(nodes);
        ledger.start();
        int both = slots(nodes, from) + slots(nodes, to);
        int until = round % 2 == 0 ? SLOTS : both - LEAST_SLOTS;
        String source = master(nodes, from);
        disturb(nodes, MovingCluster.reshard(nodes, from, to, until), from, to, victim, fault);
        boolean sourceFailed = victim == Victim.SOURCE || !source.equals(master(nodes, from));
        assertThat(slots(nodes, to)).isEqualTo(until);
        List<String> problems = ledger.problems();
        System.out.println(round + ": " + fault + " of " + victim + ", " + ledger.writes() + " writes, " + problems
                + " " + ledger.troubles().stream().distinct().limit(5).toList());
        assertThat(problems)
                .describedAs("%s of %s, seed %d", fault, victim, SEED)
                .allMatch(problem -> sourceFailed && problem.endsWith("came back"));
        ledger.forget(problems);
    }

    private void disturb(TestNodes nodes, List<String> words, String from, String to, Victim victim, Fault fault)
            throws Exception {
        String pod = pod(nodes, from, to, victim);
        String replica = replicaOf(nodes, pod);
        try (RunnerProcess runner = RunnerProcess.start(directory, words)) {
            MovingCluster.awaitMovement(nodes, master(nodes, to), runner);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(500_000)));
            System.out.println("runner " + (runner.isAlive() ? "at work" : "done") + ", " + fault + " of " + pod);
            if (fault == Fault.KILL_WITH_RUNNER) {
                runner.kill();
            }
            if (fault == Fault.STAND_STILL) {
                standStill(nodes, pod, replica);
            } else {
                nodes.failOver(pod);
            }
            if (runner.exitCode() != 0) {
                System.out.println(runner.err());
            }
        }
        rejoin(nodes, pod, replica);
        run(words); // nothing is left to do, unless the job could not end or the failed master has to give slots back
    }

    private static int slots(TestNodes nodes, String pod) {
        return nodes.view().shardOf(pod).orElseThrow().slots().size();
    }

    private static void run(List<String> words) throws Exception {
        try (RunnerProcess runner = RunnerProcess.start(directory, words)) {
            assertThat(runner.exitCode()).describedAs(runner.err()).isZero();
        }
    }

    /** Which node is master of a pod's shard. */
    private static String master(TestNodes nodes, String pod) {
        return nodes.view().shardOf(pod).orElseThrow().pod();
    }

    private static String pod(TestNodes nodes, String from, String to, Victim victim) {
        List<String> masters = new ArrayList<>(List.of(master(nodes, from), master(nodes, to)));
        return switch (victim) {
            case SOURCE -> masters.get(0);
            case DESTINATION -> masters.get(1);
            case BYSTANDER ->
                nodes.view().actives().stream()
                        .map(LiveNode::pod)
                        .filter(pod -> !masters.contains(pod))
                        .findFirst()
                        .orElseThrow();
        };
    }

    /** A replica without its master's data does not take over from it. */
    private static void awaitReplicas(TestNodes nodes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> nodes.view().live().stream().allMatch(node -> node.isMaster() || node.isInSync()));
    }

    private static String replicaOf(TestNodes nodes, String pod) {
        return nodes.view().live().stream()
                .filter(node -> node.follows(nodes.node(pod)))
                .findFirst()
                .orElseThrow()
                .pod();
    }

    /** Until a replica has taken over. */
    private static void standStill(TestNodes nodes, String pod, String replica) throws Exception {
        nodes.signal(pod, "STOP");
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> nodes.node(replica).isMaster());
        } finally {
            nodes.signal(pod, "CONT");
        }
    }

    /**
     * A master that lost its slots to more than one other stays a master without slots, and one that stood still at the very
     * moment at which it was handed slots keeps those: its replica has not heard of them. It is made a replica again.
     */
    private static void rejoin(TestNodes nodes, String pod, String replica) throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            LiveNode node = nodes.node(pod);
            return node.isInSync()
                    || (node.isMaster() && nodes.check().problems().isEmpty());
        });
        LiveNode node = nodes.node(pod);
        if (nodes.node(replica).follows(node)) {
            System.out.println(pod + " has taken over again");
            return;
        }
        if (node.isActive()) {
            System.out.println(pod + " kept " + node.slots());
            run(MovingCluster.reshard(
                    nodes,
                    pod,
                    replica,
                    nodes.node(replica).slots().size() + node.slots().size()));
        }
        if (nodes.node(pod).isMaster()) {
            follow(nodes, pod, replica);
        }
    }

    /** What it holds are copies of what others own: without slots there is nothing else. */
    private static void follow(TestNodes nodes, String pod, String replica) throws IOException {
        try (Connections connections = new Connections(Credentials.NONE)) {
            connections.all(
                    nodes.process(pod).host(),
                    RedisProcess.PORT,
                    List.of(
                            Command.of("FLUSHALL"),
                            Command.of(
                                    "CLUSTER", "REPLICATE", nodes.node(replica).id())));
        }
    }
}
