package io.slotwise.standalone.story;

import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the first scale-out took, step by step, read from the records' own times.
 *
 * @param overThreshold when the first sample was measured that showed a master above a threshold
 * @param intent when the intent was made
 * @param firstSlot when the reshard first said that a slot had moved
 * @param done when the reshard finished
 */
record Timings(
        Optional<Instant> overThreshold,
        Optional<Instant> intent,
        Optional<Instant> firstSlot,
        Optional<Instant> done) {
    static final Timings NONE = new Timings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Timings with(Sample sample, Policy policy) {
        boolean over = sample.activeMasters()
                .anyMatch(master ->
                        master.load().cpuPercent().orElse(0) > policy.cpu().high()
                                || master.load().memoryPercent().orElse(0)
                                        > policy.memory().high());
        return overThreshold.isPresent() || !over
                ? this
                : new Timings(Optional.of(sample.at()), intent, firstSlot, done);
    }

    Timings with(Intent made) {
        return intent.isPresent() || overThreshold.isEmpty()
                ? this
                : new Timings(overThreshold, Optional.of(made.at()), firstSlot, done);
    }

    Timings with(JobEvent event) {
        if (intent.isEmpty() || event.kind() != JobEvent.Kind.RESHARD) {
            return this;
        }
        Optional<Instant> first = firstSlot.isEmpty() && event.slotsDone() > 0 ? Optional.of(event.at()) : firstSlot;
        Optional<Instant> end =
                done.isEmpty() && event.phase() == JobEvent.Phase.FINISHED ? Optional.of(event.at()) : done;
        return new Timings(overThreshold, intent, first, end);
    }

    /** Seconds from the first sample over the threshold to {@code moment}, when both are known. */
    Optional<Double> secondsTo(Optional<Instant> moment) {
        return overThreshold.flatMap(
                from -> moment.map(to -> Duration.between(from, to).toMillis() / 1000.0));
    }
}
