package io.slotwise.streams.decision.adaptive;

/**
 * The scale on which demand is counted: bins that are 3 % wide, of demand in units of what is usual then. Beyond a factor
 * of about 50 either way all is one bin.
 */
final class Bins {
    static final int COUNT = 270;

    private static final double WIDTH = 0.03;
    private static final int MIDDLE = COUNT / 2;

    private Bins() {}

    /** The bin of a ratio; 1 lies in the middle of the middle one. */
    static int of(double ratio) {
        double bin = MIDDLE + Math.floor(Math.log(Math.max(ratio, 1e-9)) / WIDTH + 0.5);
        return (int) Math.max(0, Math.min(COUNT - 1, bin));
    }

    /** The ratio in the middle of a bin. */
    static double ratio(int bin) {
        return Math.exp((bin - MIDDLE) * WIDTH);
    }
}
