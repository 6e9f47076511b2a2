package io.slotwise.streams.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A run's course for a chart: at most some thousand stretches, each of as many ticks.
 *
 * @param stretches in order of time
 */
public record Timeline(List<Stretch> stretches) {
    static final Timeline EMPTY = new Timeline(List.of());

    /** No chart is wider. */
    private static final int MOST = 4000;

    /**
     * Some ticks in a row.
     *
     * @param at when it begins
     * @param demand mean CPU demand of the whole cluster, percent of one core; NaN when nothing was seen
     * @param hottestCpu the highest CPU of a master in it, percent of one core, not capped
     * @param hottestMemory the highest memory of a master in it, percent of its limit; 0 without one
     * @param masters the most masters that were paid for in it
     * @param violated ticks in violation
     */
    public record Stretch(
            Instant at, double demand, double hottestCpu, double hottestMemory, int masters, int violated) {}

    public Timeline {
        stretches = List.copyOf(stretches);
    }

    /** Collects a timeline tick by tick. */
    static final class Writer {
        private final List<Stretch> stretches = new ArrayList<>();
        private final int length;
        private Instant at = Instant.EPOCH;
        private int size;
        private int seen;
        private double demand;
        private double cpu;
        private double memory;
        private int masters;
        private int violated;

        Writer(int ticks) {
            length = Math.max(1, (ticks + MOST - 1) / MOST);
        }

        void add(Observation o, int billed, Seen how) {
            if (size == 0) {
                at = o.at();
            }
            if (how != Seen.NOTHING) {
                seen++;
                demand += o.course().cpu(o.tick());
                cpu = Math.max(cpu, o.trueCpu);
                memory = Math.max(memory, o.trueMemory);
            }
            violated += how == Seen.VIOLATION ? 1 : 0;
            masters = Math.max(masters, billed);
            size++;
            if (size == length) {
                close();
            }
        }

        private void close() {
            stretches.add(new Stretch(at, seen == 0 ? Double.NaN : demand / seen, cpu, memory, masters, violated));
            size = 0;
            seen = 0;
            demand = 0;
            cpu = 0;
            memory = 0;
            masters = 0;
            violated = 0;
        }

        Timeline timeline() {
            if (size > 0) {
                close();
            }
            return new Timeline(stretches);
        }
    }

    /** What a tick was like. */
    enum Seen {
        NOTHING,
        WELL,
        VIOLATION
    }
}
