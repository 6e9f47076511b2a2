package io.slotwise.streams.decision.adaptive;

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

    private final Kernel kernel;
    private final Bounds bounds;
    private final Price price;
    private final int rows;
    private final double[] ratios;

    Solver(Kernel kernel, Bounds bounds, Price price) {
        this.kernel = kernel;
        this.bounds = bounds;
        this.price = price;
        rows = bounds.most() - bounds.least() + 1;
        ratios = new double[kernel.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Bins.ratio(kernel.first() + i);
        }
    }

    /**
     * @param scale what the chain's ratios count against
     * @param from the present step
     * @param usual demand that a ratio of 1 stands for, percent of one core, at each step from the present one
     * @param layers for how many steps the answer is kept; 1 when {@code usual} is the same throughout
     */
    Table solve(Table.Scale scale, long from, double[] usual, int layers) {
        byte[] wanted = new byte[layers * rows * ratios.length];
        double[][] worth = new double[rows][ratios.length];
        double[][] later = new double[rows][ratios.length];
        for (int step = usual.length - 1; step >= 0; step--) {
            for (int row = 0; row < rows; row++) {
                kernel.expect(worth[row], later[row]);
            }
            int layer = step < layers ? step * rows * ratios.length : -1;
            for (int row = 0; row < rows; row++) {
                choose(row, usual[step], later, worth[row], wanted, layer);
            }
            relieve(worth);
        }
        return new Table(scale, from, bounds.least(), rows, kernel.first(), ratios.length, wanted);
    }

    private void choose(int row, double usual, double[][] later, double[] worth, byte[] wanted, int layer) {
        int[] best = new int[ratios.length];
        for (int i = 0; i < ratios.length; i++) {
            best[i] = row;
            worth[i] = staying(masters(row), usual * ratios[i]) + later[row][i];
        }
        for (int way : WAYS) {
            weigh(row, row - way, usual, later, worth, best);
            weigh(row, row + way, usual, later, worth, best);
        }
        if (layer >= 0) {
            for (int i = 0; i < ratios.length; i++) {
                wanted[layer + row * ratios.length + i] = (byte) masters(best[i]);
            }
        }
    }

    private void weigh(int row, int other, double usual, double[][] later, double[] worth, int[] best) {
        if (other < 0 || other >= rows) {
            return;
        }
        Change change = new Change(masters(row), masters(other), bounds.moves(), price);
        for (int i = 0; i < ratios.length; i++) {
            double cost = change.cost(usual * ratios[i]) + later[other][i];
            if (cost < worth[i]) {
                worth[i] = cost;
                best[i] = other;
            }
        }
    }

    private int masters(int row) {
        return bounds.least() + row;
    }

    private double staying(int masters, double demand) {
        return masters * HOUR_OF_STEP + Steps.MINUTES * price.violationMinute() * price.chance(demand / masters);
    }

    /** Only differences count; taking off the least keeps them exact. */
    private static void relieve(double[][] worth) {
        double least = Double.MAX_VALUE;
        for (double[] row : worth) {
            for (double value : row) {
                least = Math.min(least, value);
            }
        }
        for (double[] row : worth) {
            for (int i = 0; i < row.length; i++) {
                row[i] -= least;
            }
        }
    }

    /** A change begun in a step, with what it costs until the step ends or it has ended, whichever comes later. */
    private static final class Change {
        private final Price price;
        private final double fixed;
        private final double early;
        private final double late;
        private final double overhead;
        private final int before;
        private final int after;
        private final double moving;
        private final double rest;

        Change(int before, int after, Bounds.Moves moves, Price price) {
            this.price = price;
            this.before = before;
            this.after = after;
            moving = moves.minutes(before, after);
            overhead = moves.overhead(before, after);
            rest = Math.max(0, Steps.MINUTES - NOTICE - moving);
            early = before + (after - before) * 0.25;
            late = before + (after - before) * 0.75;
            fixed = price.scaling() + (after < before ? price.regretOfIn() : 0) + hours();
        }

        private double hours() {
            double waiting = NOTICE * before;
            double moved = moving * Math.max(before, after);
            double beyond = Math.max(0, NOTICE + moving - Steps.MINUTES) * after;
            return (waiting + moved + rest * after - beyond) / 60;
        }

        double cost(double demand) {
            double minutes = NOTICE * price.chance(demand / before)
                    + moving / 2 * (price.chance(demand / early + overhead) + price.chance(demand / late + overhead))
                    + rest * price.chance(demand / after);
            return fixed + price.violationMinute() * minutes;
        }
    }
}
