package io.slotwise.collector.reading;

import io.slotwise.model.HotSlot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a node did between two readings.
 *
 * @param cpuPercent percent of one core, 0 or more
 * @param opsPerSecond commands a second, 0 or more
 * @param hotSlots the slots that used most CPU, most first
 */
record Rates(OptionalDouble cpuPercent, OptionalDouble opsPerSecond, Optional<List<HotSlot>> hotSlots) {
    static final Rates UNKNOWN = new Rates(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
}
