package io.slotwise.collector.reading;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What Prometheus says of a cluster's pods and {@code INFO} may not: used only where the node itself says nothing.
 *
 * @param cpuPercent by pod, percent of one core
 * @param memoryLimitBytes by pod
 */
public record Supplement(Map<String, Double> cpuPercent, Map<String, Double> memoryLimitBytes) {
    public static final Supplement NONE = new Supplement(Map.of(), Map.of());

    public Supplement {
        cpuPercent = Map.copyOf(cpuPercent);
        memoryLimitBytes = Map.copyOf(memoryLimitBytes);
    }

    OptionalDouble cpuOf(String pod) {
        Double percent = cpuPercent.get(pod);
        return percent == null || !(percent >= 0) || percent.isInfinite()
                ? OptionalDouble.empty()
                : OptionalDouble.of(percent);
    }

    OptionalLong memoryLimitOf(String pod) {
        Double bytes = memoryLimitBytes.get(pod);
        return bytes == null || !(bytes >= 1) || bytes > Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.longValue());
    }
}
