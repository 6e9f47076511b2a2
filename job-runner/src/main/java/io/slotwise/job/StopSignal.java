package io.slotwise.job;

import io.slotwise.job.lease.Order;
import java.time.Duration;
import java.util.Optional;

/** What a job was asked for from outside: to end at the next safe place, or to hold on there for a while. */
final class StopSignal {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Why it shall end. */
    enum Reason {
        ENDED("stopped on request; resume by running it again"),
        CANCELLED("cancelled; what has moved stays where it is, and running it again goes on"),
        ROLLED_BACK("cancelled; going back to how it was");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    private volatile Optional<Reason> reason = Optional.empty();
    private volatile boolean paused;

    void give() {
        give(Reason.ENDED);
    }

    private void give(Reason why) {
        reason = Optional.of(why);
    }

    boolean isGiven() {
        return reason.isPresent();
    }

    Optional<Reason> reason() {
        return reason;
    }

    /** Does what another process asks for, and says what comes of it. */
    String obey(Order order) {
        switch (order) {
            case PAUSE -> paused = true;
            case RESUME -> paused = false;
            case ROLL_FORWARD -> give(Reason.CANCELLED);
            case ROLL_BACK -> give(Reason.ROLLED_BACK);
        }
        return order.effect();
    }

    boolean isGivenOrPaused() {
        return paused || isGiven();
    }

    /** Waits while the job is paused. */
    void awaitResume(Pace pace) {
        while (paused && !isGiven()) {
            pace.rest(LOOK_AGAIN);
        }
    }
}
