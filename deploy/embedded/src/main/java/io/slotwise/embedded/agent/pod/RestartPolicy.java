package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Whether containers that ended are started again. */
enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    static RestartPolicy of(Pod pod) {
        return switch (Optional.ofNullable(pod.getSpec().getRestartPolicy()).orElse("Always")) {
            case "Never" -> NEVER;
            case "OnFailure" -> ON_FAILURE;
            default -> ALWAYS;
        };
    }

    /** Init containers that succeeded are done, whatever the pod's policy. */
    RestartPolicy forInit() {
        return this == ALWAYS ? ON_FAILURE : this;
    }

    boolean restartsAfter(int exitCode) {
        return this == ALWAYS || (this == ON_FAILURE && exitCode != 0);
    }
}
