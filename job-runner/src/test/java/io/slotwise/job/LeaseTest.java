package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slotwise.job.lease.Holder;
import io.slotwise.job.lease.Lease;
import io.slotwise.job.lease.Order;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One runner at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaseTest {
    private static final Command PING = Command.of("PING");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestNodes nodes;

    @BeforeAll
    void form() {
        nodes = TestNodes.formed(directory, 3, 0);
    }

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void theSecondIsToldWhoTheFirstIs() throws IOException {
        try (Lease first = lease("first");
                Lease second = lease("second")) {
            assertThat(first.take(masters())).isEmpty();
            assertThat(second.take(masters()))
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .contains(
                                    "another runner is at work",
                                    "job first",
                                    "process " + ProcessHandle.current().pid()));
            assertThat(first.take(masters())).isEmpty();
        }
    }

    @Test
    void whoComesLaterGetsItWhenTheFirstHasEnded() throws IOException {
        try (Lease second = lease("second")) {
            try (Lease first = lease("first")) {
                assertThat(first.take(masters())).isEmpty();
            }
            assertThat(second.take(masters())).isEmpty();
        }
    }

    @Test
    void aHolderThatWasCutOffMayChangeNothingMore() throws IOException {
        NodeRef node = masters().get(0);
        try (Lease lease = lease("cut")) {
            assertThat(lease.take(masters())).isEmpty();
            lease.confirm(node);
            killNormalConnections(node);
            assertThatThrownBy(() -> lease.confirm(node)).hasMessageContaining("lease is lost at " + node.pod());
        }
    }

    @Test
    void beforeAStepEverythingIsEndedThatEarlierOnesMayHaveOnItsWay() throws IOException {
        NodeRef node = masters().get(0);
        try (Lease lease = lease("steps");
                RespConnection client = open(node, Access.nameless(Credentials.NONE));
                RespConnection migrate = open(node, Access.nameless(Credentials.NONE));
                RespConnection earlierRun = open(node, lease("earlier").access())) {
            migrate.ask(Command.of("RESTORE-ASKING", "no-dump", 0, "x"));
            assertThat(lease.take(masters())).isEmpty();
            try (RespConnection run = open(node, lease.access());
                    RespConnection step =
                            open(node, lease.forStep(List.of(node)).access())) {
                assertEnded(earlierRun);
                assertEnded(migrate);
                assertThat(step.ask(PING).text()).isEqualTo("PONG");

                lease.forStep(List.of(node));

                assertEnded(step);
                assertThat(run.ask(PING).text()).isEqualTo("PONG");
                assertThat(client.ask(PING).text()).isEqualTo("PONG");
            }
        }
    }

    private static void assertEnded(RespConnection connection) {
        assertThatThrownBy(() -> connection.ask(PING)).isInstanceOf(IOException.class);
    }

    private static RespConnection open(NodeRef node, Access access) throws IOException {
        return RespConnection.open(new InetSocketAddress(node.host(), node.port()), access, Duration.ofSeconds(3));
    }

    @Test
    void ofTwoJobsAtOnceOneWinsAndTheOtherSaysWhoHoldsTheLease() throws Exception {
        WriteLoad.fill(nodes.addresses(), 20_000, 2000);
        String standby = nodes.standby();
        List<String> words = new ArrayList<>(List.of("reshard", "--to", standby, "--bandwidth", "1"));
        words.addAll(nodes.nodeWords());
        try (RunnerProcess first = RunnerProcess.start(directory, words, Map.of("JOB_NAME", "the-first"))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> first.out().contains("moving"));
            Outcome second = nodes.run(new Goal.Reshard(standby, Optional.empty(), Map.of()));
            assertThat(second)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.sentence()).contains("job the-first"));
            first.terminate();
            assertThat(first.exitCode()).isEqualTo(1);
        }
    }

    private static Lease lease(String job) {
        return new Lease(Access.nameless(Credentials.NONE), Holder.here(job), Order::effect);
    }

    private List<NodeRef> masters() {
        return nodes.view().masters().map(LiveNode::ref).toList();
    }

    private static void killNormalConnections(NodeRef node) throws IOException {
        try (RespConnection connection = open(node, Access.nameless(Credentials.NONE))) {
            assertThat(connection
                            .ask(Command.of("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
                            .number())
                    .isPositive();
        }
    }
}
