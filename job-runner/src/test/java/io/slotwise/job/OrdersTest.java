package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.LiveNode;
import io.slotwise.model.topology.SlotSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is at work is paused, resumed and cancelled from another process. */
class OrdersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private record Said(int code, String text) {}

    @Test
    void aJobIsPausedResumedAndRolledBack() throws Exception {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 0)) {
            WriteLoad.fill(nodes.addresses(), 20_000, 2000);
            Map<String, SlotSet> before = slots(nodes);
            String standby = nodes.standby();
            assertThat(order(nodes, "pause")).satisfies(said -> {
                assertThat(said.code()).isEqualTo(1);
                assertThat(said.text()).contains("no job is at work on this cluster");
            });
            List<String> words = new ArrayList<>(List.of("reshard", "--to", standby, "--bandwidth", "1"));
            words.addAll(nodes.nodeWords());
            try (RunnerProcess runner = RunnerProcess.start(directory, words, Map.of("JOB_NAME", "ordered"))) {
                awaitMoved(nodes, standby, 0);

                assertThat(order(nodes, "pause").text()).contains("job ordered", "pausing");
                awaitNoOpenSlots(nodes);
                int paused = owned(nodes, standby);
                Awaitility.await()
                        .during(Duration.ofMillis(700))
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> owned(nodes, standby) == paused);

                assertThat(order(nodes, "resume").text()).contains("going on");
                awaitMoved(nodes, standby, paused);

                assertThat(order(nodes, "cancel", "--roll-back").text()).contains("go back");
                assertThat(runner.exitCode()).isEqualTo(1);
                assertThat(runner.err()).contains("cancelled").contains("slots went back");
            }
            assertThat(slots(nodes)).isEqualTo(before);
            assertThat(nodes.check().problems()).isEmpty();
            assertThat(WriteLoad.missing(nodes.addresses(), 20_000, 2000)).isZero();
        }
    }

    @Test
    void whatHasMovedStaysWhenAJobIsCancelledForwardAndTheSameAgainGoesOn() throws Exception {
        try (TestNodes nodes = TestNodes.formed(directory, 3, 0)) {
            WriteLoad.fill(nodes.addresses(), 20_000, 2000);
            String standby = nodes.standby();
            List<String> words = new ArrayList<>(List.of(
                    "reshard",
                    "--from",
                    nodes.view().actives().get(0).pod(),
                    "--to",
                    standby,
                    "--until-slots",
                    "1000"));
            words.addAll(nodes.nodeWords());
            try (RunnerProcess runner =
                    RunnerProcess.start(directory, with(words, "--bandwidth", "1"), Map.of("JOB_NAME", "ordered"))) {
                awaitMoved(nodes, standby, 0);
                assertThat(order(nodes, "cancel", "--roll-forward").text()).contains("job ordered");
                assertThat(runner.exitCode()).isEqualTo(1);
                assertThat(runner.err()).contains("what has moved stays where it is");
            }
            assertThat(owned(nodes, standby)).isBetween(1, 999);
            assertThat(nodes.view().masters()).noneMatch(node -> node.self().hasOpenSlots());

            try (RunnerProcess runner = RunnerProcess.start(directory, words)) {
                assertThat(runner.exitCode()).describedAs(runner.err()).isZero();
            }
            assertThat(owned(nodes, standby)).isEqualTo(1000);
            assertThat(nodes.check().problems()).isEmpty();
            assertThat(WriteLoad.missing(nodes.addresses(), 20_000, 2000)).isZero();
        }
    }

    private static List<String> with(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }

    private static Map<String, SlotSet> slots(TestNodes nodes) {
        return nodes.view().masters().collect(Collectors.toMap(LiveNode::pod, LiveNode::slots));
    }

    private static int owned(TestNodes nodes, String pod) {
        return nodes.node(pod).slots().size();
    }

    private static void awaitMoved(TestNodes nodes, String pod, int more) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> owned(nodes, pod) > more);
    }

    private static void awaitNoOpenSlots(TestNodes nodes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        nodes.view().masters().noneMatch(node -> node.self().hasOpenSlots()));
    }

    private static Said order(TestNodes nodes, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--seed", nodes.nodeWords().get(1).replaceFirst(".*=", "")));
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        int code = JobCommand.commandLine().setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
        return new Said(code, text.toString());
    }
}
