package io.slotwise.streams.decision.adaptive;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cheapest number of masters, by dynamic programming backward from half a day ahead. Demand is the usual of each step
 * times a chain's ratio. In each step one may stay or begin to change; what a change costs while it runs is counted in
 * the step in which it begins.
 */
final class Solver {
    /** Steps looked ahead: half a day. */
    static final int AHEAD = 144;

    private static final double HOUR_OF_STEP = Steps.MINUTES / 60.0;

    /** Minutes until a load is confirmed and acted on. */
    private static final double NOTICE = 0.5;

    /** Steps of so many masters more or fewer are looked at: the longer they are, the fewer, since choices cost time. */
    private static final int[] WAYS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};

    /** By so much sums of a few numbers may be off. */
    private static final double ROUNDING = 1e-9;

    private final Kernel kernel;
    private final Bounds bounds;
    private final Price price;
    private final int rows;
    private final double[] ratios;
    /** What may be changed to from each row, in the order in which it is looked at; of two that cost the same, the first. */
    private final Change[][] changes;
    /** What a step without a change costs, by ratio and row; of one usual demand. */
    private final double[][] staying;

    Solver(Kernel kernel, Bounds bounds, Price price) {
        this.kernel = kernel;
        this.bounds = bounds;
        this.price = price;
        rows = bounds.most() - bounds.least() + 1;
        ratios = new double[kernel.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Bins.ratio(kernel.first() + i);
        }
        changes = new Change[rows][];
        for (int row = 0; row < rows; row++) {
            changes[row] = changes(row);
        }
        staying = new double[ratios.length][rows];
    }

    private Change[] changes(int row) {
        return Arrays.stream(WAYS)
                .flatMap(way -> IntStream.of(row - way, row + way))
                .filter(other -> other >= 0 && other < rows)
                .mapToObj(other -> new Change(other, masters(row), masters(other), bounds.moves(), price))
                .toArray(Change[]::new);
    }

    /**
     * @param scale what the chain's ratios count against
     * @param from the present step
     * @param usual demand that a ratio of 1 stands for, percent of one core, at each step from the present one
     * @param layers for how many steps the answer is kept; 1 when {@code usual} is the same throughout
     */
    Table solve(Table.Scale scale, long from, double[] usual, int layers) {
        byte[] wanted = new byte[layers * rows * ratios.length];
        double[][] worth = new double[ratios.length][rows];
        double[][] later = new double[ratios.length][rows];
        for (int step = usual.length - 1; step >= 0; step--) {
            if (step == usual.length - 1 || usual[step] != usual[step + 1]) {
                stay(usual[step]);
            }
            kernel.expect(worth, later);
            int layer = step < layers ? step * rows * ratios.length : -1;
            for (int i = 0; i < ratios.length; i++) {
                choose(i, usual[step] * ratios[i], later[i], worth[i], wanted, layer);
            }
            relieve(worth);
        }
        return new Table(scale, from, bounds.least(), rows, kernel.first(), ratios.length, wanted);
    }

    private void stay(double usual) {
        for (int i = 0; i < ratios.length; i++) {
            for (int row = 0; row < rows; row++) {
                staying[i][row] = masters(row) * HOUR_OF_STEP
                        + Steps.MINUTES * price.violationMinute() * price.chance(usual * ratios[i] / masters(row));
            }
        }
    }

    private void choose(int i, double demand, double[] later, double[] worth, byte[] wanted, int layer) {
        for (int row = 0; row < rows; row++) {
            double least = staying[i][row] + later[row];
            int best = row;
            for (Change change : changes[row]) {
                double calm = change.fixed + later[change.row];
                if (calm >= least) {
                    continue; // dearer even without a violation, of which the reckoning takes longest
                }
                double cost = change.cost(demand) + later[change.row];
                if (cost < least) {
                    least = cost;
                    best = change.row;
                }
            }
            worth[row] = least;
            if (layer >= 0) {
                wanted[layer + row * ratios.length + i] = (byte) masters(best);
            }
        }
    }

    private int masters(int row) {
        return bounds.least() + row;
    }

    /** Only differences count; taking off the least keeps them exact. */
    private static void relieve(double[][] worth) {
        double least = Double.MAX_VALUE;
        for (double[] values : worth) {
            for (double value : values) {
                least = Math.min(least, value);
            }
        }
        for (double[] values : worth) {
            for (int row = 0; row < values.length; row++) {
                values[row] -= least;
            }
        }
    }

    /** A change begun in a step, with what it costs until the step ends or it has ended, whichever comes later. */
    private static final class Change {
        private final int row;
        private final Price price;
        /** What it costs without any violation. */
        private final double fixed;

        private final double early;
        private final double late;
        private final double overhead;
        private final int before;
        private final int after;
        private final double moving;
        private final double rest;
        /** Up to this demand nobody is in violation at any time, and from {@code stormy} on all the time. */
        private final double quiet;

        private final double stormy;
        private final double whole;

        Change(int row, int before, int after, Bounds.Moves moves, Price price) {
            this.row = row;
            this.price = price;
            this.before = before;
            this.after = after;
            moving = moves.minutes(before, after);
            overhead = moves.overhead(before, after);
            rest = Math.max(0, Steps.MINUTES - NOTICE - moving);
            early = before + (after - before) * 0.25;
            late = before + (after - before) * 0.75;
            fixed = price.scaling() + (after < before ? price.regretOfIn() : 0) + hours();
            double least = Math.min(before, after);
            double most = Math.max(before, after);
            quiet = least * (price.calm() - overhead) * (1 - ROUNDING);
            stormy = most * price.storm() * (1 + ROUNDING);
            whole = reckoned(Double.MAX_VALUE);
        }

        private double hours() {
            double waiting = NOTICE * before;
            double moved = moving * Math.max(before, after);
            double beyond = Math.max(0, NOTICE + moving - Steps.MINUTES) * after;
            return (waiting + moved + rest * after - beyond) / 60;
        }

        double cost(double demand) {
            return demand <= quiet ? fixed : demand >= stormy ? whole : reckoned(demand);
        }

        private double reckoned(double demand) {
            double minutes = NOTICE * price.chance(demand / before)
                    + moving / 2 * (price.chance(demand / early + overhead) + price.chance(demand / late + overhead))
                    + rest * price.chance(demand / after);
            return fixed + price.violationMinute() * minutes;
        }
    }
}
