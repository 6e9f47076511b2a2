package io.slotwise.job.lease;

import java.util.Arrays;
import java.util.Optional;

/** What one process asks of another that is at work on a cluster. */
public enum Order {
    PAUSE("pausing after the slots that are on their way; resume it, or it ends at its time limit"),
    RESUME("going on"),
    ROLL_FORWARD("ending after the slots that are on their way; what has moved stays where it is"),
    ROLL_BACK("ending after the slots that are on their way; those that have moved go back");

    private final String effect;

    Order(String effect) {
        this.effect = effect;
    }

    /** What it leads to, in words. */
    public String effect() {
        return effect;
    }

    static Optional<Order> parse(String text) {
        return Arrays.stream(values())
                .filter(order -> order.name().equals(text))
                .findFirst();
    }
}
