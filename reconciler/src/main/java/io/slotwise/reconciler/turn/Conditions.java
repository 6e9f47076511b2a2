package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.Step;
import io.slotwise.reconciler.plan.Wellbeing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The standard conditions of a status. A condition that did not turn keeps the time at which it last did. */
final class Conditions {
    static final String INITIALIZED = "Initialized";
    static final String READY = "Ready";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";
    static final String HEALTHY = "Healthy";

    private static final Set<Reason> STALLING = Set.of(
            Reason.JOB_FAILED,
            Reason.JOB_NOT_STARTED,
            Reason.UPDATE_STALLED,
            Reason.NOT_MANAGED,
            Reason.NOT_ADOPTED,
            Reason.API_REFUSED,
            Reason.SPEC_REFUSED);
    /** Before it is formed, only a cluster that was there already is judged by these. */
    private static final Set<Reason> UNADOPTED = Set.of(
            Reason.NOT_ADOPTED, Reason.API_REFUSED, Reason.DATA_MISSING, Reason.SAMPLE_STALE, Reason.NODE_SILENT);

    private final RedisClusterStatus before;
    private final long generation;
    private final Instant now;

    Conditions(RedisClusterStatus before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now;
    }

    /** Since when a status says that Redis is not whole. */
    static Optional<Instant> unwellSince(RedisClusterStatus status) {
        return status.condition(HEALTHY)
                .filter(condition -> condition.getStatus().equals("False"))
                .flatMap(condition -> StatusReading.instant(condition.getLastTransitionTime()));
    }

    /** The conditions while the plan's step is this one. */
    List<Condition> of(Memory memory, Step step, Wellbeing wellbeing) {
        Finding finding = Finding.of(step);
        boolean formed = memory.phase() == Phase.INITIALIZED;
        boolean settled = step instanceof Step.Done;
        Finding unformed = UNADOPTED.contains(finding.reason()) ? finding : Finding.of(Reason.FORMING);
        return List.of(
                condition(INITIALIZED, formed, formed ? Finding.of(Reason.FORMED) : unformed),
                condition(READY, settled, finding),
                condition(RECONCILING, !settled, finding),
                condition(STALLED, STALLING.contains(finding.reason()), finding),
                healthy(wellbeing));
    }

    private Condition healthy(Wellbeing wellbeing) {
        return switch (wellbeing.state()) {
            case WELL -> condition(HEALTHY, "True", Finding.of(Reason.WHOLE));
            case UNWELL -> condition(HEALTHY, "False", new Finding(Reason.CLUSTER_NOT_OK, wellbeing.sentence()));
            case UNKNOWN -> condition(HEALTHY, "Unknown", new Finding(Reason.SAMPLE_STALE, wellbeing.sentence()));
        };
    }

    /** The conditions of a spec that cannot be carried out. */
    List<Condition> refused(String sentence) {
        Finding finding = new Finding(Reason.SPEC_REFUSED, sentence);
        boolean formed = before.initialized();
        return List.of(
                condition(INITIALIZED, formed, formed ? Finding.of(Reason.FORMED) : finding),
                condition(READY, false, finding),
                condition(RECONCILING, false, finding),
                condition(STALLED, true, finding),
                before.condition(HEALTHY)
                        .orElseGet(() -> healthy(new Wellbeing(Wellbeing.State.UNKNOWN, "the spec is refused"))));
    }

    /** A reason with its numbers. */
    private record Finding(Reason reason, String sentence) {
        static Finding of(Reason reason) {
            return new Finding(reason, reason.text());
        }

        static Finding of(Step step) {
            if (step instanceof Step.Wait wait) {
                return new Finding(wait.reason(), wait.sentence());
            }
            if (step instanceof Step.Done done) {
                return new Finding(done.reason(), done.sentence());
            }
            return step instanceof Step.Remember remember
                    ? new Finding(remember.reason(), remember.sentence())
                    : of(Reason.SETTLED);
        }
    }

    private Condition condition(String type, boolean holds, Finding finding) {
        return condition(type, holds ? "True" : "False", finding);
    }

    private Condition condition(String type, String status, Finding finding) {
        Optional<Condition> last =
                before.condition(type).filter(condition -> condition.getStatus().equals(status));
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(finding.reason().name())
                .withMessage(finding.sentence())
                .withObservedGeneration(generation)
                .withLastTransitionTime(
                        last.flatMap(condition -> Optional.ofNullable(condition.getLastTransitionTime()))
                                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString()))
                .build();
    }
}
