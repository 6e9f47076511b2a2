package io.slotwise.job;

import java.time.Duration;

/** Time that passes only while somebody rests. */
final class VirtualPace implements Pace {
    private Duration elapsed = Duration.ZERO;

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void rest(Duration duration) {
        elapsed = elapsed.plus(duration);
    }
}
