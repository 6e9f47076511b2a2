package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadMasterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void errorsAreCountedAndKeysUnreadWhenAMasterWithoutReplicaDies(@TempDir Path directory) {
        try (ClusterUnderTest cluster = ClusterUnderTest.start(directory, 3);
                LoadGenerator load = LoadGenerator.start(LoadConfig.of(cluster.seeds())
                        .withBaseKeys(1_000)
                        .withLedger(300, 200)
                        .withCommandTimeout(Duration.ofSeconds(1)))) {
            await().atMost(PATIENCE).until(() -> load.snapshot().ackedWrites() > 300);
            assertThat(load.verify().clientErrors()).isZero();
            cluster.node(1).kill();
            await().atMost(PATIENCE).until(() -> load.snapshot().clientErrors() > 10);
            LoadReport report = load.verify();
            assertThat(report.nothingLost()).isFalse();
            assertThat(report.unread()).isPositive();
            assertThat(report.firstErrors()).isNotEmpty().allMatch(message -> message.contains("Exception"));
        }
    }
}
