package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.StrayKeys;
import io.slotwise.job.redis.Address;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What tests that disturb a move have in common. */
final class MovingCluster {
    private MovingCluster() {}

    /** The words that move slots from one node's shard to another's until that owns so many; can be said again. */
    static List<String> reshard(TestNodes nodes, String from, String to, int until) {
        return List.of(
                "reshard",
                "--seed",
                nodes.process(to).address(),
                "--from",
                nodes.process(from).address(),
                "--to",
                nodes.process(to).address(),
                "--until-slots",
                Integer.toString(until),
                "--yes");
    }

    /** Until the slots of that node are no longer what they were; false when the runner has ended. */
    static boolean awaitMovement(TestNodes nodes, String pod, RunnerProcess runner) throws IOException {
        try (Connections connections = new Connections(Credentials.NONE)) {
            String before = myself(nodes, pod, connections);
            Awaitility.await()
                    .atMost(40, TimeUnit.SECONDS)
                    .pollDelay(1, TimeUnit.MILLISECONDS)
                    .pollInterval(5, TimeUnit.MILLISECONDS)
                    .until(() -> !runner.isAlive()
                            || !myself(nodes, pod, connections).equals(before));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the runner stands still: " + runner.out() + told(nodes), e);
        }
        return runner.isAlive();
    }

    static String myself(TestNodes nodes, String pod, Connections connections) {
        try {
            String table = connections
                    .all(nodes.process(pod).host(), 6379, List.of(Command.of("CLUSTER", "NODES")))
                    .get(0)
                    .text();
            return table.lines()
                    .filter(line -> line.contains("myself"))
                    .map(line -> line.substring(line.indexOf("connected")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each node says of all nodes and of its replication, for who has to find out why a test failed. */
    static String told(TestNodes nodes) {
        StringBuilder told = new StringBuilder();
        try (Connections connections = new Connections(Credentials.NONE)) {
            for (Address node : nodes.addresses()) {
                told.append("--- ").append(node).append('\n').append(told(node, connections));
            }
        }
        return told.toString();
    }

    private static String told(Address node, Connections connections) {
        try {
            List<Reply> replies = connections.all(
                    node.host(),
                    node.port(),
                    List.of(Command.of("CLUSTER", "NODES"), Command.of("INFO", "replication")));
            return replies.get(0).text() + replies.get(1).text();
        } catch (IOException e) {
            return e + "\n";
        }
    }

    static void assertWhole(TestNodes nodes, Set<String> settings) throws Exception {
        assertThat(nodes.check().problems()).isEmpty();
        assertThat(nodes.changed(settings)).isEmpty();
        assertThat(nodes.view().live().stream()
                        .filter(LiveNode::isMaster)
                        .mapToInt(node -> node.slots().size())
                        .sum())
                .isEqualTo(16_384);
        Awaitility.await() // some servers delete what they have given away only afterwards
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(nodes.strays()).isEqualTo(StrayKeys.NONE));
        try (Connections connections = new Connections(Credentials.NONE)) {
            for (Address node : nodes.addresses()) {
                assertThat(connections
                                .all(node.host(), node.port(), List.of(Command.of("KEYS", "slotwise:copies:*")))
                                .get(0)
                                .parts())
                        .describedAs("marks on %s", node.pod())
                        .isEmpty();
            }
        }
    }
}
