package io.slotwise.streams.replay;

/**
 * How many masters a policy may have.
 *
 * @param least 1 or more
 * @param most at least {@code least}
 */
public record Bounds(int least, int most) {
    /** What stands for no ceiling. */
    public static final int NO_CEILING = 64;

    public static final Bounds DEFAULT = new Bounds(3, NO_CEILING);

    public Bounds {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("bounds must be 1 ≤ least ≤ most, but are " + least + " and " + most);
        }
    }

    int clamp(int masters) {
        return Math.max(least, Math.min(most, masters));
    }

    Bounds including(int masters) {
        return new Bounds(Math.min(least, masters), Math.max(most, masters));
    }
}
