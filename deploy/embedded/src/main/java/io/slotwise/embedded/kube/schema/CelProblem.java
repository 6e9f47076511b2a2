package io.slotwise.embedded.kube.schema;

/** Why a rule cannot be used. */
final class CelProblem extends Exception {
    private static final long serialVersionUID = 1;

    CelProblem(String message) {
        super(message);
    }
}
