package io.slotwise.job;

import io.slotwise.job.move.MoveWatch;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Adds up what was moved, and tells the listeners. */
final class Tally implements MoveWatch {
    private final List<JobListener> listeners;
    private final BooleanSupplier goOn;
    private final BooleanSupplier heldUp;
    private Progress progress = Progress.NONE;

    Tally(List<JobListener> listeners, BooleanSupplier goOn) {
        this(listeners, goOn, () -> !goOn.getAsBoolean());
    }

    Tally(List<JobListener> listeners, BooleanSupplier goOn, BooleanSupplier heldUp) {
        this.listeners = List.copyOf(listeners);
        this.goOn = goOn;
        this.heldUp = heldUp;
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
        return goOn.getAsBoolean();
    }

    @Override
    public boolean isHeldUp() {
        return heldUp.getAsBoolean();
    }

    @Override
    public void moved(int slots, long keys) {
        progress = progress.plus(slots, keys);
        listeners.forEach(listener -> listener.progress(progress));
    }
}
