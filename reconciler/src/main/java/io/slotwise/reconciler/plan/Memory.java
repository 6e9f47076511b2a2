package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * What cannot be seen and is therefore remembered in the status.
 *
 * @param phase whether the cluster was formed once
 * @param operation what is under way
 * @param lastJob when the last job was seen to have ended; what was observed before may be out of date
 * @param lastScale when the last scaling began
 * @param configuration the live configuration that all nodes are known to have; empty when it is not known
 */
public record Memory(
        Phase phase,
        Optional<Operation> operation,
        Optional<Instant> lastJob,
        Optional<Instant> lastScale,
        String configuration) {
    public static final Memory NEW =
            new Memory(Phase.FORMING, Optional.empty(), Optional.empty(), Optional.empty(), "");

    Memory beginning(Operation next) {
        return new Memory(phase, Optional.of(next), lastJob, lastScale, configuration);
    }

    Memory scaling(Operation next) {
        return new Memory(phase, Optional.of(next), lastJob, Optional.of(next.since()), configuration);
    }

    Memory idle() {
        return new Memory(phase, Optional.empty(), lastJob, lastScale, configuration);
    }

    Memory afterJob(Instant now) {
        return new Memory(phase, operation, Optional.of(now), lastScale, configuration);
    }

    Memory formed() {
        return new Memory(Phase.INITIALIZED, operation, lastJob, lastScale, configuration);
    }

    /** All nodes have that configuration. */
    Memory configured(String known) {
        return new Memory(phase, operation, lastJob, lastScale, known);
    }
}
