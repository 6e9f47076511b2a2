package io.slotwise.streams;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.TaskId;

/** The beats of the running tasks: one that stops to beat has a stuck thread. An instance without tasks is at rest. */
final class Pulse {
    private final Map<TaskId, Long> beats = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Pulse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void beat(TaskId task) {
        beats.put(task, nanoTime.getAsLong());
    }

    void ended(TaskId task) {
        beats.remove(task);
    }

    /** How long ago the slowest task beat; empty when there is none. */
    Optional<Duration> slowest() {
        long now = nanoTime.getAsLong();
        return beats.values().stream().map(beat -> Duration.ofNanos(now - beat)).max(Comparator.naturalOrder());
    }
}
