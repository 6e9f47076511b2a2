package io.slotwise.standalone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    Path directory;

    private static Lab explain(Object... words) {
        return Lab.run(new ExplainCommand(), words);
    }

    @Test
    void aVerdictOfTheRecordingIsSaidInSentences() throws IOException {
        Path file = MadeUp.recording(directory.resolve("cart.jsonl.gz"), MadeUp.records(10));
        Lab lab = explain("--at", "2026-11-02 00:05:05", file);
        assertThat(lab.code()).isZero();
        assertThat(lab.out())
                .startsWith("shop/cart at 2026-11-02 00:05:05 UTC: scale out, from 3 to 4 masters.")
                .contains("85.0 %")
                .contains("CPU_ABOVE_THRESHOLD")
                .contains("version 7 of the policy")
                .contains("cart-0");
    }

    @Test
    void aHoldSaysWhatHeldIt() throws IOException {
        Path file = MadeUp.recording(directory.resolve("cart.jsonl"), MadeUp.records(10));
        Lab lab = explain("--at", "2026-11-02 00:04:00", file);
        assertThat(lab.out())
                .contains(": hold, with 3 masters.")
                .contains("WITHIN_THRESHOLDS")
                .contains("What would change it: ");
    }

    @Test
    void ofAColumnItIsTheVerdictThatReplayWouldHaveComeTo() throws IOException {
        Lab lab = explain("--at", "2026-11-02 04:00", MadeUp.column(directory, 1));
        assertThat(lab.code()).isZero();
        assertThat(lab.out()).contains("hold, with 3 masters");
    }

    @Test
    void beforeTheHistoryBeginsThereIsNone() throws IOException {
        Path file = MadeUp.recording(directory.resolve("cart.jsonl"), MadeUp.records(1));
        Lab lab = explain("--at", "2020-01-01", file);
        assertThat(lab.code()).isEqualTo(1);
        assertThat(lab.err()).contains("no verdict at or before 2020-01-01");
    }

    @Test
    void withoutAKafkaItSaysHowToNameOne() {
        Lab lab = explain("shop/cart", "--kafka", "");
        assertThat(lab.code()).isEqualTo(2);
        assertThat(lab.err()).contains("--kafka HOST:PORT");
    }

    @Test
    void aHistoryWithoutATimeIsRefused() throws IOException {
        Lab lab = explain(MadeUp.column(directory, 1));
        assertThat(lab.code()).isEqualTo(2);
        assertThat(lab.err()).contains("--at is missing");
    }
}
