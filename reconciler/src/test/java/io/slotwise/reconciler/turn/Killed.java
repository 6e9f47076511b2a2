package io.slotwise.reconciler.turn;

/** The process ended here. */
final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String where) {
        super(where);
    }
}
