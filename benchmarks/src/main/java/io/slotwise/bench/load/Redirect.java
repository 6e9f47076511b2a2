package io.slotwise.bench.load;

import java.util.Optional;

/**
 * Redis' word that a command belongs elsewhere.
 *
 * @param kind for good or this once
 * @param slot which
 * @param address {@code host:port}
 */
record Redirect(Kind kind, int slot, String address) {
    /** How long a redirect holds. */
    enum Kind {
        /** The slot has a new owner. */
        MOVED,
        /** The slot is on its way; only this command goes there. */
        ASK
    }

    static Optional<Redirect> parse(String failure) {
        String[] words = failure.split(" ", -1);
        if (words.length != 3 || !(words[0].equals("MOVED") || words[0].equals("ASK"))) {
            return Optional.empty();
        }
        return Optional.of(new Redirect(Kind.valueOf(words[0]), Integer.parseInt(words[1]), words[2]));
    }
}
