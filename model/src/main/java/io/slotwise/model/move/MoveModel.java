package io.slotwise.model.move;

/**
 * What a change of the number of masters takes: it goes one master at a time, and each step moves an equal share of all
 * bytes.
 *
 * @param stepSeconds what each step takes besides moving: the standby, the job's start, settling; 0 or more
 * @param bytesPerKey memory of one key, more than 0
 */
public record MoveModel(double stepSeconds, double bytesPerKey) {
    public static final MoveModel DEFAULT = new MoveModel(20, 200);

    /** A destination holds so much more than what it was sent, while it is being sent. */
    public static final double DESTINATION_BUFFER = 0.10;

    public MoveModel {
        if (!(stepSeconds >= 0)) {
            throw new IllegalArgumentException("stepSeconds must be at least 0 but is " + stepSeconds);
        }
        if (!(bytesPerKey > 0)) {
            throw new IllegalArgumentException("bytesPerKey must be more than 0 but is " + bytesPerKey);
        }
    }

    /** Steps from one number of masters to another. */
    public static int steps(int from, int to) {
        return Math.abs(to - from);
    }

    /** The share of all bytes that moves on the way; it can exceed 1, since a long way moves some of them twice. */
    public static double share(int from, int to) {
        double share = 0;
        for (int k = Math.min(from, to); k < Math.max(from, to); k++) {
            share += 1.0 / (k + 1);
        }
        return share;
    }

    /** How long moving one byte takes, its share of a key included. */
    public double secondsPerByte() {
        return MovePace.SECONDS_PER_KEY / bytesPerKey + MovePace.SECONDS_PER_BYTE;
    }

    /**
     * How long the whole change takes.
     *
     * @param totalBytes what all masters hold together
     */
    public double seconds(int from, int to, double totalBytes) {
        return steps(from, to) * stepSeconds + share(from, to) * totalBytes * secondsPerByte();
    }

    /** CPU that the sources spend on moving, averaged over the masters at the beginning; percent of one core of each. */
    public static double overheadPercent(int from) {
        return 100 * (MovePace.SOURCE_CPU_SECONDS_PER_KEY / MovePace.SECONDS_PER_KEY) / from;
    }
}
