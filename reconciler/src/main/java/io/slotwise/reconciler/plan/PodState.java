package io.slotwise.reconciler.plan;

/**
 * One pod of the StatefulSet.
 *
 * @param name {@code <cluster>-<ordinal>}
 * @param ordinal 0 or more
 * @param ip empty until it has one
 * @param readiness whether its probe succeeds
 * @param roleLabel its label {@code role}, or empty
 */
public record PodState(String name, int ordinal, String ip, Readiness readiness, String roleLabel) {
    /** Whether a pod can be worked with. */
    public enum Readiness {
        READY,
        UNREADY
    }

    boolean isUsable() {
        return readiness == Readiness.READY && !ip.isEmpty();
    }
}
