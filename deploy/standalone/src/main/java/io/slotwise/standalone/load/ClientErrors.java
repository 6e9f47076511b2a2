package io.slotwise.standalone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The errors that reached the caller because the client could not deal with them: how many, and the first few. */
final class ClientErrors {
    private static final int KEPT = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    synchronized void add(String operation, Throwable error) {
        count++;
        if (first.size() < KEPT) {
            Throwable cause = unwrapped(error);
            first.add(operation + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

    static Throwable unwrapped(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }

    synchronized long count() {
        return count;
    }

    /** The first few, each with the operation and the client's words. */
    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
