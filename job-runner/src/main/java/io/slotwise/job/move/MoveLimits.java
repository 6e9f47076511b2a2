package io.slotwise.job.move;

import java.time.Duration;

/**
 * How much is moved at once.
 *
 * @param engine how keys go
 * @param pace how fast
 * @param workers windows of slots that are on their way at the same time, 1 or more; but two on each of several routes
 * @param keysAtOnce keys in one MIGRATE, 1 or more; both nodes stand still for its duration
 * @param bytesAtOnce bytes in one MIGRATE, or copied together, as far as keys are smaller than that
 * @param copyKeys the most keys of a slot that is copied; WATCH looks through the keys it has for each that it is given
 * @param keyBytes the largest key that is moved at all
 * @param silence how long MIGRATE waits for the destination, and once more for every 16 MB that it has to take in;
 *     shorter than cluster-node-timeout, since the source stands still meanwhile and would be taken for dead
 */
public record MoveLimits(
        Engine engine,
        MovePace pace,
        int workers,
        int keysAtOnce,
        long bytesAtOnce,
        int copyKeys,
        long keyBytes,
        Duration silence) {
    public static final MoveLimits DEFAULT =
            new MoveLimits(Engine.AUTO, MovePace.DEFAULT, 4, 50, 1 << 20, 400, 64L << 20, Duration.ofSeconds(1));

    public MoveLimits withKeyBytes(long bytes) {
        return new MoveLimits(engine, pace, workers, keysAtOnce, bytesAtOnce, copyKeys, bytes, silence);
    }

    public MoveLimits with(Engine other) {
        return new MoveLimits(
                other,
                pace,
                workers,
                keysAtOnce,
                bytesAtOnce,
                other == Engine.MIGRATE ? 0 : copyKeys,
                keyBytes,
                silence);
    }

    public MoveLimits with(MovePace other) {
        return new MoveLimits(engine, other, workers, keysAtOnce, bytesAtOnce, copyKeys, keyBytes, silence);
    }

    /** How many windows are on their way on each of so many routes. */
    int workersOf(int routes) {
        return routes == 1 ? workers : Math.min(workers, 2);
    }

    /** How long to wait for a destination that is given that many bytes. */
    Duration silenceFor(long bytes) {
        return silence.multipliedBy(1 + (bytes >> 24));
    }
}
