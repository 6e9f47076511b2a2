package io.slotwise.job.resp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
    private final Lines lines = Lines.parse(
            "# Memory\r\nused_memory:7000000\r\nused_memory_dataset:18446744073707303312\r\nmaxmemory:\r\n");

    @Test
    void aNumberIsReadAndAMissingOneIsZero() {
        assertThat(lines.number("used_memory")).isEqualTo(7_000_000);
        assertThat(lines.number("maxmemory")).isZero();
        assertThat(lines.number("used_cpu")).isZero();
    }

    /** Seen on Redis 8.0 with replicas: it counted more overhead than memory. */
    @Test
    void aDifferenceThatWentBelowZeroIsZero() {
        assertThat(lines.number("used_memory_dataset")).isZero();
    }
}
