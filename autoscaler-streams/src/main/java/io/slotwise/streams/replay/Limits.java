package io.slotwise.streams.replay;

/**
 * From when on a master counts as overloaded.
 *
 * @param violation percent of one core, or of the memory limit; a tick in which the hottest master has as much is in
 *     violation
 * @param relief percent; a violation is over when the hottest master is under it again
 */
public record Limits(double violation, double relief) {
    public static final Limits DEFAULT = new Limits(90, 80);

    public Limits {
        if (!(violation > 0 && violation <= 100)) {
            throw new IllegalArgumentException(
                    "the violation limit must be over 0 and at most 100 but is " + violation);
        }
        if (!(relief > 0 && relief <= violation)) {
            throw new IllegalArgumentException(
                    "relief must be over 0 and at most the violation limit " + violation + " but is " + relief);
        }
    }

    /** Violation from this on, relief as by default or, when that is more, with it. */
    public static Limits violationAt(double percent) {
        return new Limits(percent, Math.min(DEFAULT.relief, percent));
    }
}
