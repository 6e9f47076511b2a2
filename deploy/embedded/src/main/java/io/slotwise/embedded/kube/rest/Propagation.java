package io.slotwise.embedded.kube.rest;

/** What happens to what an object owns when it is deleted. */
public enum Propagation {
    /** They go after it. */
    BACKGROUND,
    /** They go before it. */
    FOREGROUND,
    /** They stay, without their owner. */
    ORPHAN;

    /**
     * Reads Kubernetes' word; the empty text is the default of the kind.
     *
     * @throws Refusal when it is none
     */
    static Propagation parse(String word, Propagation otherwise) {
        return switch (word) {
            case "" -> otherwise;
            case "Background" -> BACKGROUND;
            case "Foreground" -> FOREGROUND;
            case "Orphan" -> ORPHAN;
            default -> throw Refusal.badRequest("unknown propagationPolicy '" + word + "'");
        };
    }
}
