package io.slotwise.streams.decision;

import io.slotwise.model.NodeSample;
import io.slotwise.model.Policy;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One active master's numbers as the rules use them.
 *
 * @param pod its pod
 * @param cpu CPU of the main thread, percent of one core
 * @param memory used memory as percent of its limit; absent when it is unlimited or unknown
 * @param gauge why {@code memory} is there or not
 * @param usedBytes used memory
 * @param limitBytes its limit
 */
record MasterLoad(
        String pod,
        OptionalDouble cpu,
        OptionalDouble memory,
        Gauge gauge,
        OptionalLong usedBytes,
        OptionalLong limitBytes) {

    /** What is known of a master's memory. */
    enum Gauge {
        MEASURED,
        /** Used bytes are known and no limit is set: no percentage exists, and no memory rule applies. */
        UNLIMITED,
        UNKNOWN
    }

    static MasterLoad of(NodeSample node) {
        NodeSample.Load load = node.load();
        OptionalLong used = load.usedMemoryBytes();
        OptionalLong limit = positive(load.memoryLimitBytes());
        OptionalDouble memory = plausible(load.memoryPercent());
        return new MasterLoad(
                node.pod(), plausible(load.cpuPercent()), memory, gauge(memory, used, limit), used, limit);
    }

    private static Gauge gauge(OptionalDouble memory, OptionalLong used, OptionalLong limit) {
        if (memory.isPresent()) {
            return Gauge.MEASURED;
        }
        return used.isPresent() && limit.isEmpty() ? Gauge.UNLIMITED : Gauge.UNKNOWN;
    }

    private static OptionalDouble plausible(OptionalDouble percent) {
        return percent.isPresent() && Double.isFinite(percent.getAsDouble()) && percent.getAsDouble() >= 0
                ? percent
                : OptionalDouble.empty();
    }

    private static OptionalLong positive(OptionalLong bytes) {
        return bytes.isPresent() && bytes.getAsLong() > 0 ? bytes : OptionalLong.empty();
    }

    boolean isFullyKnown() {
        return cpu.isPresent() && gauge != Gauge.UNKNOWN;
    }

    /** CPU as a share of its high threshold; 1 is the threshold, absent counts as 0. */
    double cpuPressure(Policy policy) {
        return cpu.orElse(0) / policy.cpu().high();
    }

    /** Memory as a share of its high threshold; 1 is the threshold, absent counts as 0. */
    double memoryPressure(Policy policy) {
        return memory.orElse(0) / policy.memory().high();
    }

    /** The greater of the two pressures. */
    double pressure(Policy policy) {
        return Math.max(cpuPressure(policy), memoryPressure(policy));
    }

    boolean isAboveHigh(Policy policy) {
        return cpu.orElse(0) > policy.cpu().high()
                || memory.orElse(0) > policy.memory().high();
    }

    /** Below both low thresholds; memory without a limit is below any. */
    boolean isBelowLow(Policy policy) {
        return cpu.orElse(Double.MAX_VALUE) < policy.cpu().low()
                && (gauge == Gauge.UNLIMITED
                        || memory.orElse(Double.MAX_VALUE) < policy.memory().low());
    }
}
