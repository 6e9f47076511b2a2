package io.slotwise.job;

import io.slotwise.job.redis.MoveWatch;
import java.util.List;

/** Adds up what was moved, and tells the listeners. */
final class Tally implements MoveWatch {
    private final List<JobListener> listeners;
    private final StopSignal stop;
    private Progress progress = Progress.NONE;

    Tally(List<JobListener> listeners, StopSignal stop) {
        this.listeners = List.copyOf(listeners);
        this.stop = stop;
    }

    Progress progress() {
        return progress;
    }

    void expect(int slots) {
        progress = progress.expecting(slots);
        listeners.forEach(listener -> listener.progress(progress));
    }

    @Override
    public boolean goOn() {
        return !stop.isGiven();
    }

    @Override
    public void moved(int slots, long keys) {
        progress = progress.plus(slots, keys);
        listeners.forEach(listener -> listener.progress(progress));
    }
}
