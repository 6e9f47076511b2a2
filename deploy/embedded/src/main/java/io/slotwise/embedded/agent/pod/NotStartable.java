package io.slotwise.embedded.agent.pod;

/** Why a container cannot be started now; it is tried again. */
final class NotStartable extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    /**
     * Says why.
     *
     * @param reason Kubernetes' word, such as {@code CreateContainerConfigError}
     */
    NotStartable(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    static NotStartable config(String message) {
        return new NotStartable("CreateContainerConfigError", message);
    }
}
