package io.slotwise.job.move;

import java.time.Duration;

/**
 * How much is moved at once.
 *
 * @param slotsAtOnce slots opened together on one pair of nodes, 1 or more
 * @param keysAtOnce keys in one MIGRATE, 1 or more; both nodes stand still for its duration
 * @param bytesAtOnce bytes in one MIGRATE, as far as keys are smaller than that
 * @param keyBytes the largest key that is moved at all
 * @param silence how long MIGRATE waits for the destination, and once more for every 16 MB that it has to take in;
 *     shorter than cluster-node-timeout, since the source stands still meanwhile and would be taken for dead
 */
public record MoveLimits(int slotsAtOnce, int keysAtOnce, long bytesAtOnce, long keyBytes, Duration silence) {
    public static final MoveLimits DEFAULT = new MoveLimits(16, 100, 1 << 20, 64L << 20, Duration.ofSeconds(1));

    public MoveLimits withKeyBytes(long bytes) {
        return new MoveLimits(slotsAtOnce, keysAtOnce, bytesAtOnce, bytes, silence);
    }

    /** How long to wait for a destination that is given that many bytes. */
    Duration silenceFor(long bytes) {
        return silence.multipliedBy(1 + (bytes >> 24));
    }
}
