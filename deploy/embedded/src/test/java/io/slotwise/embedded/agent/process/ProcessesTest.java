package io.slotwise.embedded.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    private Path folder;

    @Test
    void aProcessThatGotThePidOfAnotherIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        ProcessRecord own = ProcessRecord.of(stranger.toHandle());
        Files.writeString(
                folder.resolve("1"), new ProcessRecord(own.pid(), own.start().minusSeconds(60), own.program()).text());
        Files.writeString(folder.resolve("2"), new ProcessRecord(own.pid(), own.start(), "/usr/bin/other").text());
        Files.writeString(folder.resolve("3"), "half a rec");
        try (Processes processes = Processes.open(folder)) {
            assertThat(stranger.isAlive()).isTrue();
            assertThat(processes.pids()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aProcessThatIgnoresItsEndIsKilled() throws Exception {
        Processes processes = Processes.open(folder);
        Process deaf = processes.start(new Launch(
                List.of("/bin/sh", "-c", "trap '' TERM; echo deaf; while true; do sleep 1; done"),
                Map.of("PATH", "/usr/bin:/bin"),
                folder,
                folder.resolve("log")));
        await().until(() -> Files.readString(folder.resolve("log")).contains("deaf"));
        processes.close();
        assertThat(deaf.isAlive()).isFalse();
    }
}
