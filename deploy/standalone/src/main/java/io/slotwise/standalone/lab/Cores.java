package io.slotwise.standalone.lab;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** All cores of this machine, for work that falls into parts. */
final class Cores {
    private Cores() {}

    /** Does all of it, with a bar on a terminal; the answers come in the order of the work, whichever was done first. */
    static <T> List<T> run(String task, List<? extends Callable<T>> work) {
        if (work.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(work.size(), Runtime.getRuntime().availableProcessors()));
        try (Progress progress = Progress.of(task, work.size())) {
            List<Future<T>> answers = work.stream()
                    .map(part -> threads.submit(() -> {
                        T answer = part.call();
                        progress.step();
                        return answer;
                    }))
                    .collect(Collectors.toList());
            return answers.stream().map(Cores::answer).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("this could not be worked out", e.getCause());
        }
    }
}
