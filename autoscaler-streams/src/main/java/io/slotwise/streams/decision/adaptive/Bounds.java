package io.slotwise.streams.decision.adaptive;

/**
 * Within what the number of masters is chosen.
 *
 * @param least masters, 3 or more
 * @param most masters, at least {@code least}
 * @param moves how long changes take
 */
public record Bounds(int least, int most, Moves moves) {
    public Bounds {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("from " + least + " to " + most + " masters is no choice");
        }
    }

    /** How long a change of the number of masters takes, and what it costs those that give slots. */
    public interface Moves {
        /** Minutes from deciding on {@code to} masters until they carry the load, more than 0. */
        double minutes(int from, int to);

        /** CPU that each of {@code from} masters spends on it meanwhile, percent of one core. */
        double overhead(int from, int to);
    }
}
