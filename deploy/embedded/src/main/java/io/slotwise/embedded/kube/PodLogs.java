package io.slotwise.embedded.kube;

import java.nio.file.Path;
import java.util.Optional;

/** Where the output of containers stands; the node agent knows. */
public interface PodLogs {
    /** No pod has a log. */
    PodLogs NONE = (namespace, pod, container, previous) -> Optional.empty();

    /** The file that one run of a container writes to, if there is one. */
    Optional<Path> file(String namespace, String pod, String container, Run run);

    /** Which run of a container. */
    enum Run {
        PRESENT,
        PREVIOUS
    }
}
