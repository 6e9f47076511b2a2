package io.slotwise.streams.replay;

import io.slotwise.model.move.MoveModel;
import java.util.Arrays;

/**
 * The cheapest that could have been done on a course by one who knew it beforehand, on the same plant. Dynamic programming,
 * from the last tick back: with so many masters at this tick, stay, or begin to go to any other number; there is no
 * cooldown. It is exact. Time is ticks × masters², room a byte for each tick and number of masters.
 */
public final class Optimum {
    public static final String NAME = "optimum";

    private final Course course;
    private final int least;
    private final int numbers;
    private final double scaling;
    private final double bill;
    private final double violation;
    private final Moves moves;
    private final Runs runs;
    private final byte[] next;
    private final int ring;
    /** Cost from a tick on, by tick and number of masters; only as far ahead as the longest scaling reaches. */
    private final double[] ahead;

    private Optimum(Course course, Plant plant, Price price) {
        this.course = course;
        Bounds bounds = plant.bounds().including(course.masters());
        double seconds = course.setting().seconds();
        least = bounds.least();
        numbers = bounds.most() - bounds.least() + 1;
        scaling = price.scaling();
        bill = price.masterHour() * seconds / 3600;
        violation = price.violationMinute() * seconds / 60;
        moves = new Moves(plant.move(), bounds, seconds);
        runs = new Runs(course, plant);
        next = new byte[Math.multiplyExact(course.ticks(), numbers)];
        ring = Integer.highestOneBit(Math.min(longest(), course.ticks()) + 1) * 2;
        ahead = new double[Math.multiplyExact(ring, numbers)];
    }

    /** The best run of all, as a result like any policy's. */
    public static Result of(Course course, Plant plant, Price price, Result.Detail detail) {
        Bounds wide = plant.bounds().including(course.masters());
        Optimum optimum = new Optimum(course, plant, price);
        optimum.solve();
        return Simulation.run(
                course, new Foresight(NAME, optimum.least, optimum.numbers, optimum.next), plant, wide, price, detail);
    }

    private int longest() {
        double most = 0;
        for (int tick = 0; tick < course.ticks(); tick++) {
            most = Math.max(most, course.bytes(tick));
        }
        return moves.longest(most);
    }

    private void solve() {
        for (int tick = course.ticks() - 1; tick >= 0; tick--) {
            moves.at(course.bytes(tick));
            runs.back(tick);
            for (int from = 0; from < numbers; from++) {
                choose(tick, from);
            }
        }
    }

    private int row(int tick) {
        return (tick & (ring - 1)) * numbers;
    }

    private void choose(int tick, int from) {
        int end = course.ticks();
        double best = stay(tick, from);
        int choice = from;
        int likely = tick + 1 < end ? next[(tick + 1) * numbers + from] : from;
        if (likely != from) {
            double cost = go(tick, from, likely, best);
            if (cost < best) {
                best = cost;
                choice = likely;
            }
        }
        for (int to = 0; to < numbers; to++) {
            if (to != from && to != likely) {
                double cost = go(tick, from, to, best);
                if (cost < best) {
                    best = cost;
                    choice = to;
                }
            }
        }
        ahead[row(tick) + from] = best;
        next[tick * numbers + from] = (byte) choice;
    }

    private double stay(int tick, int from) {
        double later = tick + 1 < course.ticks() ? ahead[row(tick + 1) + from] : 0;
        int masters = least + from;
        return bill * masters + (runs.isViolated(masters) ? violation : 0) + later;
    }

    /** What it costs to begin a scaling now; something of at least {@code limit} when it is not cheaper than that. */
    private double go(int tick, int from, int to, double limit) {
        int lasts = moves.ticks(from, to);
        int end = Math.min(course.ticks(), tick + lasts);
        double later = end < course.ticks() ? ahead[row(end) + to] : 0;
        double cost = scaling + bill * (least + Math.max(from, to)) * (end - tick) + later;
        if (cost >= limit) {
            return cost;
        }
        return cost + violation * runs.violations(least + from, least + to, lasts, end, (limit - cost) / violation);
    }

    /** How long scalings take with so many bytes. */
    private static final class Moves {
        private final MoveModel model;
        private final double tickSeconds;
        private final int numbers;
        private final double[] share;
        private final int[] ticks;
        private double bytes = Double.NaN;

        Moves(MoveModel model, Bounds bounds, double tickSeconds) {
            this.model = model;
            this.tickSeconds = tickSeconds;
            numbers = bounds.most() - bounds.least() + 1;
            share = new double[numbers * numbers];
            ticks = new int[numbers * numbers];
            for (int from = 0; from < numbers; from++) {
                for (int to = 0; to < numbers; to++) {
                    share[from * numbers + to] = MoveModel.share(bounds.least() + from, bounds.least() + to);
                }
            }
        }

        void at(double total) {
            if (total != bytes) {
                bytes = total;
                double secondsPerByte = model.secondsPerByte();
                for (int i = 0; i < ticks.length; i++) {
                    int steps = MoveModel.steps(i / numbers, i % numbers);
                    // As MoveModel.seconds has it, to the last bit.
                    ticks[i] =
                            Plant.ticks(steps * model.stepSeconds() + share[i] * total * secondsPerByte, tickSeconds);
                }
            }
        }

        int ticks(int from, int to) {
            return ticks[from * numbers + to];
        }

        int longest(double mostBytes) {
            at(mostBytes);
            return Arrays.stream(ticks).max().orElse(1);
        }
    }

    /** A course cut where its demand changes, and a place in it that goes back tick by tick. */
    private static final class Runs {
        private final Course course;
        private final Plant plant;
        /** The last tick of each run, from the last run to the first; index 0 is the last run. */
        private final double[] hotCpu;

        private final double[] indivisible;
        private final double[] hotMemory;
        private final int[] ends;
        private int tick;
        private int run;

        Runs(Course course, Plant plant) {
            this.course = course;
            this.plant = plant;
            int number = 0;
            for (int t = 0; t < course.ticks(); t++) {
                number += t == 0 || !course.same(t, t - 1) ? 1 : 0;
            }
            hotCpu = new double[number];
            indivisible = new double[number];
            hotMemory = new double[number];
            ends = new int[number];
            int at = -1;
            for (int t = 0; t < course.ticks(); t++) {
                if (t == 0 || !course.same(t, t - 1)) {
                    at++;
                    set(at, t);
                }
                ends[at] = t + 1;
            }
            run = number - 1;
        }

        /** Where nothing is seen nothing is in violation. */
        private void set(int at, int t) {
            if (!course.sight(t).knowsLoad()) {
                return;
            }
            hotCpu[at] = plant.hotCpu(course, t);
            indivisible[at] = course.indivisible(t);
            hotMemory[at] = plant.hotMemory(course, t);
        }

        void back(int to) {
            tick = to;
            while (run > 0 && ends[run - 1] > tick) {
                run--;
            }
        }

        boolean isViolated(int masters) {
            return plant.isViolated(hotCpu[run], indivisible[run], hotMemory[run], masters, 0);
        }

        /** Ticks in violation while a scaling runs from now until before {@code end}; counts no further than needed. */
        int violations(int from, int to, int lasts, int end, double enough) {
            double overhead = MoveModel.overheadPercent(from);
            double factor = Plant.memoryFactor(from, to);
            int count = 0;
            int at = tick;
            for (int r = run; at < end && count < enough; r++) {
                int until = Math.min(end, ends[r]);
                double memory = hotMemory[r] * factor;
                boolean first = violated(r, memory, Plant.capacity(from, to, at - tick, lasts), overhead);
                boolean last = violated(r, memory, Plant.capacity(from, to, until - 1 - tick, lasts), overhead);
                if (first && last) {
                    count += until - at;
                } else if (first || last) {
                    int low = at;
                    int high = until - 1;
                    while (high - low > 1) {
                        int middle = (low + high) >>> 1;
                        double capacity = Plant.capacity(from, to, middle - tick, lasts);
                        if (violated(r, memory, capacity, overhead) == first) {
                            low = middle;
                        } else {
                            high = middle;
                        }
                    }
                    count += first ? high - at : until - high;
                }
                at = until;
            }
            return count;
        }

        private boolean violated(int r, double memory, double capacity, double overhead) {
            return plant.isViolated(hotCpu[r], indivisible[r], memory, capacity, overhead);
        }
    }
}
