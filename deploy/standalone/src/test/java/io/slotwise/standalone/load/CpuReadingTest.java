package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuReadingTest {
    private static CpuReading reading(double atSeconds, Map<String, Double> seconds, long operations) {
        return new CpuReading((long) (atSeconds * 1e9), seconds, operations);
    }

    @Test
    void theMainThreadsTwoCountersAreSummed() {
        String info = """
                # CPU
                used_cpu_sys:9.5
                used_cpu_user:8.25
                used_cpu_sys_main_thread:1.5
                used_cpu_user_main_thread:2.25
                """;
        assertThat(CpuReading.mainThreadSeconds(info)).hasValue(3.75);
        assertThat(CpuReading.mainThreadSeconds("used_cpu_sys:9.5\r\n")).isEmpty();
    }

    @Test
    void usageIsTheSumOverTheMasters() {
        CpuReading before = reading(1, Map.of("a", 1.0, "b", 5.0), 100);
        CpuReading after = reading(3, Map.of("a", 1.5, "b", 5.25), 400);
        CpuReading.Usage usage = after.since(before).orElseThrow();
        assertThat(usage.percent()).isCloseTo(37.5, within(1e-9));
        assertThat(usage.operationsPerSecond()).isCloseTo(150, within(1e-9));
    }

    @Test
    void readingsOfOtherMastersOrOfARestartedOneAreNotCompared() {
        CpuReading before = reading(1, Map.of("a", 1.0, "b", 5.0), 0);
        assertThat(reading(2, Map.of("a", 1.5), 0).since(before)).isEmpty();
        assertThat(reading(2, Map.of("a", 1.5, "c", 6.0), 0).since(before)).isEmpty();
        assertThat(reading(2, Map.of("a", 1.5, "b", 6.0, "c", 0.0), 0).since(before))
                .isEmpty();
        assertThat(reading(2, Map.of("a", 1.5, "b", 0.1), 0).since(before)).isEmpty();
        assertThat(reading(2, Map.of(), 0).since(reading(1, Map.of(), 0))).isEmpty();
    }
}
