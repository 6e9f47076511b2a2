package io.slotwise.reconciler.turn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that starts with the API server's and that the test moves; it also moves a little whenever it is read. */
final class TestClock extends Clock {
    private Instant now = Instant.now();

    void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        now = now.plusMillis(1);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
