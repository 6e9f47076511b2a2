package io.slotwise.collector;

import io.slotwise.collector.kafka.SampleWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How the work goes: whether the sampling thread still turns, and how the last writes fared. */
final class Progress implements SampleWriter.Outcome {
    private static final Duration STUCK = Duration.ofSeconds(15);

    /** How many writes are remembered; with fewer than half of them there is no rate yet. */
    private static final int REMEMBERED = 20;

    private final LongSupplier nanos;
    private final Deque<Optional<String>> problems = new ArrayDeque<>();
    private long lastBeat;

    Progress(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastBeat = nanos.getAsLong();
    }

    synchronized void beat() {
        lastBeat = nanos.getAsLong();
    }

    @Override
    public void written() {
        remember(Optional.empty());
    }

    @Override
    public void failed(String problem) {
        remember(Optional.of(problem));
    }

    private synchronized void remember(Optional<String> problem) {
        problems.addLast(problem);
        if (problems.size() > REMEMBERED) {
            problems.removeFirst();
        }
    }

    /** What is so wrong that only a restart can help. */
    synchronized Optional<String> fatal() {
        if (nanos.getAsLong() - lastBeat > STUCK.toNanos()) {
            return Optional.of("the sampling thread has not moved for " + STUCK.toSeconds() + " s");
        }
        long failed = problems.stream().filter(Optional::isPresent).count();
        return problems.size() >= REMEMBERED / 2 && 2 * failed >= problems.size()
                ? Optional.of(failed + " of the last " + problems.size() + " writes failed")
                : Optional.empty();
    }

    /** The problem of the latest write, if it had one. */
    synchronized Optional<String> lastProblem() {
        return problems.isEmpty() ? Optional.empty() : problems.getLast();
    }
}
