package io.slotwise.collector.reading;

import io.slotwise.model.HotSlot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The running totals of a node's slots at one reading, as {@code CLUSTER SLOT-STATS} tells them. A slot that never used
 * CPU is left out.
 *
 * @param span when they were read
 * @param bySlot by slot
 */
public record SlotTotals(Span span, Map<Integer, Total> bySlot) {
    /** How many of the hottest slots stand in a sample. */
    static final int HOTTEST = 8;

    private static final double PERCENT_PER_MICRO_PER_SECOND = 100 / 1e6;

    /**
     * What is known of one slot.
     *
     * @param cpuMicros CPU that its commands used since the server took it over, µs
     * @param keys keys it holds
     * @param memoryBytes memory its keys take
     */
    public record Total(long cpuMicros, OptionalLong keys, OptionalLong memoryBytes) {}

    public SlotTotals {
        bySlot = Map.copyOf(bySlot);
    }

    /**
     * Reads an answer: a list of pairs, each a slot and a flat list of names and values. What else stands there is passed
     * over.
     *
     * @return empty when CPU is told of no slot: the server does not count it
     */
    public static Optional<SlotTotals> read(Span span, List<?> answer) {
        Map<Integer, Total> bySlot = new HashMap<>();
        boolean counted = false;
        for (Object entry : answer) {
            if (entry instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof Long slot
                    && pair.get(1) instanceof List<?> values) {
                OptionalLong cpu = value("cpu-usec", values);
                counted |= cpu.isPresent();
                if (cpu.orElse(0) > 0) {
                    bySlot.put(
                            slot.intValue(),
                            new Total(cpu.getAsLong(), value("key-count", values), value("memory-bytes", values)));
                }
            }
        }
        return counted ? Optional.of(new SlotTotals(span, bySlot)) : Optional.empty();
    }

    private static OptionalLong value(String name, List<?> values) {
        for (int i = 0; i + 1 < values.size(); i += 2) {
            if (name.equals(values.get(i)) && values.get(i + 1) instanceof Long value && value >= 0) {
                return OptionalLong.of(value);
            }
        }
        return OptionalLong.empty();
    }

    /**
     * The slots that used most CPU since {@code earlier}, most first; absent when the time between is too vague. A slot
     * whose total went down changed hands and is left out.
     */
    Optional<List<HotSlot>> hottestSince(SlotTotals earlier) {
        OptionalDouble seconds = span.secondsSince(earlier.span);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(bySlot.entrySet().stream()
                .map(entry -> hot(entry.getKey(), entry.getValue(), earlier, seconds.getAsDouble()))
                .filter(slot -> slot.cpuPercent() > 0)
                .sorted(Comparator.comparingDouble(HotSlot::cpuPercent)
                        .reversed()
                        .thenComparingInt(HotSlot::slot))
                .limit(HOTTEST)
                .toList());
    }

    private static HotSlot hot(int slot, Total now, SlotTotals earlier, double seconds) {
        Total before = earlier.bySlot.get(slot);
        long micros = now.cpuMicros() - (before == null ? 0 : before.cpuMicros());
        return new HotSlot(slot, PERCENT_PER_MICRO_PER_SECOND * micros / seconds, now.keys(), now.memoryBytes());
    }
}
