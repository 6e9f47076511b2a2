package io.slotwise.reconciler.plan;

/**
 * One pod of the StatefulSet.
 *
 * @param name {@code <StatefulSet>-<ordinal>}
 * @param ordinal 0 or more; the pods that come last go first
 * @param ip empty until it has one
 * @param port where its Redis listens
 * @param readiness whether its probe succeeds
 * @param roleLabel its label {@code role}, or empty
 * @param machine the Kubernetes node that it is on, or empty
 * @param make what it was made of and how it does
 */
public record PodState(
        String name,
        int ordinal,
        String ip,
        int port,
        Readiness readiness,
        String roleLabel,
        String machine,
        Make make) {
    /** Whether a pod can be worked with. */
    public enum Readiness {
        READY,
        UNREADY
    }

    /**
     * What a pod was made of.
     *
     * @param template identity of its template, or empty
     * @param life whether it ever ran
     * @param problem why its containers do not run, such as {@code ErrImagePull}, or empty
     */
    public record Make(String template, Life life, String problem) {}

    /** Whether a pod's containers run. */
    public enum Life {
        /** None has ever run in this pod, so nothing is lost with it. */
        NEVER_RAN,
        RUNS,
        /** It ran, and is waiting to run again. */
        CRASHED,
        /** It is being deleted. */
        ENDING
    }

    /** Where its Redis listens, as {@code HOST:PORT}. */
    String address() {
        return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
    }

    /** The same pod, known to answer. */
    public PodState usable() {
        return new PodState(name, ordinal, ip, port, Readiness.READY, roleLabel, machine, make);
    }

    boolean isUsable() {
        return readiness == Readiness.READY && !ip.isEmpty();
    }

    /** Whether it is made of what the spec says now, as far as that is ours to say. */
    boolean isCurrent(Wanted wanted) {
        return wanted.care().template().isEmpty() || wanted.care().template().equals(make.template());
    }
}
