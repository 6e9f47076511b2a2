package io.slotwise.job;

/** Whether the job was asked to stop at the next safe place. */
final class StopSignal {
    private volatile boolean given;

    void give() {
        given = true;
    }

    boolean isGiven() {
        return given;
    }
}
