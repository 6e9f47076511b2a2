package io.slotwise.embedded.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentEndTest {
    @TempDir
    private Path dataDir;

    private Process startNode() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentMain.class.getName(),
                        dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The pids of the node's processes, once they run. */
    private static List<Long> awaitPids(Process node) throws IOException {
        String line = "";
        while (!line.startsWith("pids")) {
            line = node.inputReader().readLine();
        }
        return Arrays.stream(
                        line.substring("pids [".length(), line.length() - 1).split(", ", -1))
                .map(Long::valueOf)
                .toList();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void aJvmThatIsAskedToEndTakesItsProcessesAlong() throws Exception {
        Process node = startNode();
        List<Long> pids = awaitPids(node);
        node.destroy();
        node.waitFor();
        await().untilAsserted(() -> assertThat(pids).hasSize(2).noneMatch(AgentEndTest::isAlive));
    }

    @Test
    void whatAKilledJvmLeavesBehindIsEndedByTheNextOne() throws Exception {
        Process node = startNode();
        List<Long> pids = awaitPids(node);
        node.destroyForcibly();
        node.waitFor();
        assertThat(pids).hasSize(2).allMatch(AgentEndTest::isAlive);
        try (EmbeddedApi api = EmbeddedApi.start();
                NodeAgent next = NodeAgent.start(
                        api,
                        AgentConfig.of(dataDir, RedisBinary.find(), JavaImage.jobRunner(FlakyJob.class.getName())))) {
            assertThat(pids).noneMatch(AgentEndTest::isAlive);
            assertThat(next.pids()).isEmpty();
        }
    }
}
