package io.slotwise.collector.reading;

import java.util.OptionalDouble;

/**
 * What a node did between two readings.
 *
 * @param cpuPercent percent of one core, 0 or more
 * @param opsPerSecond commands a second, 0 or more
 */
record Rates(OptionalDouble cpuPercent, OptionalDouble opsPerSecond) {
    static final Rates UNKNOWN = new Rates(OptionalDouble.empty(), OptionalDouble.empty());
}
