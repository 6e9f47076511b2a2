package io.slotwise.streams.decision.adaptive;

import java.time.Instant;

/** Time in steps of five minutes since the epoch: how often demand is looked at to learn from it. */
final class Steps {
    static final int SECONDS = 300;
    static final int MINUTES = SECONDS / 60;
    static final int A_DAY = 86_400 / SECONDS;

    private Steps() {}

    static long of(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }
}
