package io.slotwise.job.atomic;

import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.RedisRefusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Begins a server's own migration of a few slots and sees it through to its end, whichever that is. */
public final class NativeMove {
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(1);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(50);
    /** A batch that takes longer gets nowhere. */
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** A batch is about to end, so a job that shall stop lets it. */
    private static final Duration LONGEST_WHEN_STOPPED = Duration.ofSeconds(3);

    private static final Duration LONGEST_WHEN_CANCELLED = Duration.ofSeconds(20);

    private final NativeEngine engine;
    private final BooleanSupplier goOn;
    private Duration longestPause = Duration.ZERO;

    /** @param goOn whether the job shall go on */
    public NativeMove(NativeEngine engine, BooleanSupplier goOn) {
        this.engine = engine;
        this.goOn = goOn;
    }

    /**
     * Moves slots.
     *
     * @return why it failed, if it did: then it has ended at both nodes, and the source owns the slots
     * @throws IOException when it is not known how it ended
     */
    public Optional<String> run(List<Integer> slots) throws IOException {
        String id;
        try {
            id = engine.begin(slots);
        } catch (RedisRefusal e) {
            return Optional.of(engine.command() + ": " + e.getMessage());
        }
        try {
            return await(id);
        } catch (IOException e) {
            engine.giveUp(id);
            throw new IOException(engine.command() + ": " + Problems.words(e), e);
        }
    }

    /** How long writes have stood still at a hand-over, as far as looking now and then can tell. */
    public Duration longestPause() {
        return longestPause;
    }

    private Optional<String> await(String id) throws IOException {
        long begin = System.nanoTime();
        Optional<String> cancelled = Optional.empty();
        Optional<Long> paused = Optional.empty();
        NativeTask task = engine.task(id);
        while (task.state() == NativeTask.State.UNDER_WAY) {
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            if (cancelled.isEmpty()) {
                cancelled = objection(task, taken);
                if (cancelled.isPresent()) {
                    engine.cancel(id);
                    begin = System.nanoTime();
                }
            } else if (taken.compareTo(LONGEST_WHEN_CANCELLED) > 0) {
                throw new IOException("it goes on after it was cancelled, since " + cancelled.get());
            }
            if (task.isHandingOver() && paused.isEmpty()) {
                paused = Optional.of(System.nanoTime());
            }
            LockSupport.parkNanos((paused.isPresent() ? SHORTEST_LOOK : look(taken)).toNanos());
            task = engine.task(id);
        }
        paused.map(since -> Duration.ofNanos(System.nanoTime() - since))
                .filter(pause -> pause.compareTo(longestPause) > 0)
                .ifPresent(pause -> longestPause = pause);
        return task.state() == NativeTask.State.DONE ? Optional.empty() : cancelled.or(failure(task));
    }

    private Supplier<Optional<String>> failure(NativeTask task) {
        return () -> Optional.of(engine.command() + ": " + task.problem());
    }

    /** Why a migration must not go on, if so. */
    private Optional<String> objection(NativeTask task, Duration taken) {
        if (task.isInTrouble()) {
            return Optional.of(engine.command() + " does not succeed at once: " + task.problem());
        }
        if (taken.compareTo(LONGEST) > 0) {
            return Optional.of(engine.command() + " took over " + LONGEST.toMinutes() + " minutes");
        }
        if (taken.compareTo(LONGEST_WHEN_STOPPED) > 0 && !goOn.getAsBoolean()) {
            return Optional.of(engine.command() + " was cancelled, since the job shall stop");
        }
        return engine.peril().map(reason -> engine.command() + " was cancelled: " + reason);
    }

    /** Often enough to lose no more than an eighth of the time. */
    private static Duration look(Duration taken) {
        Duration eighth = taken.dividedBy(8);
        if (eighth.compareTo(SHORTEST_LOOK) < 0) {
            return SHORTEST_LOOK;
        }
        return eighth.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : eighth;
    }
}
