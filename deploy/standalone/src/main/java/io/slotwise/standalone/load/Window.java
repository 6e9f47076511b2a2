package io.slotwise.standalone.load;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Sends many commands with a bounded number under way, and waits for the last answer. */
final class Window {
    private static final int SIZE = 512;

    private final Semaphore free = new Semaphore(SIZE);

    /** Sends when there is room; {@code done} gets the answer, or the error. */
    <T> void send(Supplier<CompletionStage<T>> command, BiConsumer<? super T, ? super Throwable> done) {
        take(1);
        command.get().whenComplete((answer, error) -> {
            try {
                done.accept(answer, error);
            } finally {
                free.release();
            }
        });
    }

    void awaitAll() {
        take(SIZE);
        free.release(SIZE);
    }

    private void take(int permits) {
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for answers of Redis", e);
        }
    }
}
