package io.slotwise.job.atomic;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.atomic.NativeTask.State;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeTable;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeTaskTest {
    @Test
    void aFailedImportThatTheServerTriesAgainIsUnderWayAndInTrouble() {
        NativeTask task = new NativeTask(Map.of(
                "operation",
                "import",
                "state",
                "failed",
                "last_error",
                "Read error",
                "retries",
                "0",
                "end_time",
                "-1"));

        assertThat(task.state()).isEqualTo(State.UNDER_WAY);
        assertThat(task.isInTrouble()).isTrue();
        assertThat(task.isFailing()).isTrue();
    }

    @Test
    void aFailedTaskHasEndedAnywhereElse() {
        assertThat(new NativeTask(Map.of("operation", "migrate", "state", "failed", "end_time", "-1")).state())
                .isEqualTo(State.FAILED);
        assertThat(new NativeTask(Map.of("operation", "import", "state", "canceled", "end_time", "17")).state())
                .isEqualTo(State.FAILED);
        assertThat(new NativeTask(Map.of("operation", "EXPORT", "state", "failed")).state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void bothServersAnswersAreRead() throws IOException {
        assertThat(task("name", "a", "state", "snapshotting").state()).isEqualTo(State.UNDER_WAY);
        assertThat(task("name", "a", "state", "success").state()).isEqualTo(State.DONE);
        assertThat(task("operation", "import", "state", "streaming", "end_time", "-1")
                        .isFailing())
                .isFalse();
        assertThat(task("id", "a", "state", "completed", "last_error", "").isInTrouble())
                .isFalse();
    }

    @Test
    void aHandOverIsSeenOnBothServers() throws IOException {
        assertThat(task("name", "a", "state", "failover-paused").isHandingOver())
                .isTrue();
        assertThat(task("id", "a", "state", "handoff").isHandingOver()).isTrue();
        assertThat(task("name", "a", "state", "snapshotting").isHandingOver()).isFalse();
        assertThat(task("name", "a", "state", "failed").isHandingOver()).isFalse();
    }

    @Test
    void theSourceOfAnImportIsLostWhenItIsAwayOrOwnsNotAllOfItsSlots() throws IOException {
        String line = "a 1.2.3.4:6379@16379 %s - 0 0 1 connected %s";
        NativeTask task = task("operation", "import", "source", "a", "slots", "0-9 12-12");

        assertThat(task.hasLostItsSource(NodeTable.parse(line.formatted("master", "0-100"))))
                .isFalse();
        assertThat(task.hasLostItsSource(NodeTable.parse(line.formatted("master", "0-10"))))
                .isTrue();
        assertThat(task.hasLostItsSource(NodeTable.parse(line.formatted("master,fail?", "0-100"))))
                .isTrue();
        assertThat(task("operation", "import", "source", "b", "slots", "0-0")
                        .hasLostItsSource(NodeTable.parse(line.formatted("master", "0-100"))))
                .isTrue();
    }

    private static NativeTask task(String... words) throws IOException {
        return NativeTask.parse(
                new Reply.Many(Stream.of(words).<Reply>map(Reply.Text::new).toList()));
    }
}
