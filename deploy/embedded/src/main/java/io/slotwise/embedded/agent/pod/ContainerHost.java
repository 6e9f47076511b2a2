package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.util.Optional;

/** What a container needs of its pod to run. */
interface ContainerHost {
    /**
     * Starts the container's process.
     *
     * @param run 0 for the first run, counted up with each restart
     */
    Process start(Container container, int run) throws NotStartable, IOException;

    /** Hands it what changed in the ConfigMaps and Secrets that it mounts; it goes on without when it cannot. */
    void refresh(Container container);

    /**
     * What the run that ended last left for people to read.
     *
     * @param code its exit code
     * @return empty when it left nothing
     */
    String lastWords(Container container, int code);

    /** What the container's probes ask. */
    ProbeTarget target(Container container);

    /** Starts what the container wants done before it is asked to end; empty when it wants nothing. */
    Optional<Process> preStop(Container container);

    /** Tells people what happened. */
    void event(String type, String reason, String message);
}
