package io.slotwise.job;

/** Something that happens once, when a fifth of the slots has moved. */
final class Once implements JobListener {
    private final Runnable event;
    private boolean happened;

    Once(Runnable event) {
        this.event = event;
    }

    @Override
    public void progress(Progress progress) {
        if (!happened && progress.slotsDone() > progress.slotsTotal() / 5) {
            happened = true;
            event.run();
        }
    }

    boolean happened() {
        return happened;
    }
}
