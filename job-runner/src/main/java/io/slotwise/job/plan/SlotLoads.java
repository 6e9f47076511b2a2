package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What each slot takes and costs, as its master says. Slots without anything are left out.
 *
 * @param bySlot by slot number
 * @param sizes how their sizes became known
 */
public record SlotLoads(Map<Integer, SlotLoad> bySlot, Sizes sizes) {
    public static final SlotLoads NONE = new SlotLoads(Map.of(), Sizes.TOLD);

    /** CPU below this, all slots together and in microseconds, is the noise of an idle cluster. */
    private static final long IDLE_MICROS = 20_000;

    /** How it is known what slots take. */
    public enum Sizes {
        /** Servers say it of each slot. */
        TOLD,
        /** From some keys of some slots. */
        SAMPLED
    }

    /** What load is measured by: the best that is known. */
    public enum Unit {
        CPU("CPU"),
        BYTES("memory"),
        SLOTS("slots");

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        /** For sentences. */
        public String words() {
            return words;
        }
    }

    public SlotLoads {
        bySlot = Map.copyOf(bySlot);
    }

    public SlotLoad of(int slot) {
        return bySlot.getOrDefault(slot, SlotLoad.NONE);
    }

    public long bytes(SlotSet slots) {
        return slots.stream().mapToLong(slot -> of(slot).bytes()).sum();
    }

    public long keys(SlotSet slots) {
        return slots.stream().mapToLong(slot -> of(slot).keys()).sum();
    }

    /** CPU counts as load when the cluster is at work, else memory, and slots when there is neither. */
    public Unit unit() {
        long cpu = bySlot.values().stream().mapToLong(SlotLoad::cpuMicros).sum();
        if (cpu >= IDLE_MICROS) {
            return Unit.CPU;
        }
        return bySlot.values().stream().anyMatch(load -> load.bytes() > 0) ? Unit.BYTES : Unit.SLOTS;
    }

    /** Each slot's load in that unit, by slot number. */
    double[] in(Unit unit) {
        return IntStream.range(0, SlotSet.COUNT)
                .mapToDouble(slot -> switch (unit) {
                    case CPU -> of(slot).cpuMicros();
                    case BYTES -> of(slot).bytes();
                    case SLOTS -> 1;
                })
                .toArray();
    }

    /** The same with CPU since an earlier look. */
    public SlotLoads since(SlotLoads earlier) {
        Map<Integer, SlotLoad> used = new HashMap<>();
        bySlot.forEach((slot, load) -> used.put(slot, load.since(earlier.of(slot))));
        return new SlotLoads(used, sizes);
    }

    /** Whether any slot's CPU is counted. */
    public boolean countCpu() {
        return bySlot.values().stream().anyMatch(load -> load.cpuMicros() > 0);
    }
}
