package io.slotwise.model;

import java.time.Duration;

/** Preconditions of the records: a broken one is an {@link IllegalArgumentException} that carries the value. */
final class Checks {
    private Checks() {}

    static String notBlank(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return value;
    }

    static int atLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + " but is " + value);
        }
        return value;
    }

    static long atLeast(String what, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + " but is " + value);
        }
        return value;
    }

    static int within(String what, int least, int most, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + " but is " + value);
        }
        return value;
    }

    static Duration within(String what, Duration least, Duration most, Duration value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + " but is " + value);
        }
        return value;
    }
}
