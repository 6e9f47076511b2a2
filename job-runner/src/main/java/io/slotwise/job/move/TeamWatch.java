package io.slotwise.job.move;

import io.slotwise.job.plan.Applied;

/** Lets every worker stop at its next safe place when one of them could not go on. */
final class TeamWatch implements MoveWatch {
    private final MoveWatch watch;
    private volatile boolean broken;

    TeamWatch(MoveWatch watch) {
        this.watch = watch;
    }

    Applied heed(Applied applied) {
        if (!applied.equals(Applied.OK)) {
            broken = true;
        }
        return applied;
    }

    @Override
    public boolean goOn() {
        return !broken && watch.goOn();
    }

    @Override
    public boolean isHeldUp() {
        return broken || watch.isHeldUp();
    }

    @Override
    public synchronized void moved(int slots, long keys) {
        watch.moved(slots, keys);
    }
}
