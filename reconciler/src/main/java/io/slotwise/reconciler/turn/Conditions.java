package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The standard conditions of a status. A condition that did not turn keeps the time at which it last did. */
final class Conditions {
    static final String INITIALIZED = "Initialized";
    static final String READY = "Ready";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";

    private final RedisClusterStatus before;
    private final long generation;
    private final Instant now;

    Conditions(RedisClusterStatus before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now;
    }

    /** The conditions while the plan's step is this one. */
    List<Condition> of(Memory memory, Step step) {
        Finding finding = Finding.of(step);
        boolean formed = memory.phase() == Phase.INITIALIZED;
        boolean settled = step instanceof Step.Done;
        return List.of(
                condition(INITIALIZED, formed, formed ? Finding.of(Reason.FORMED) : Finding.of(Reason.FORMING)),
                condition(READY, settled, finding),
                condition(RECONCILING, !settled, finding),
                condition(STALLED, finding.reason() == Reason.JOB_FAILED, finding));
    }

    /** The conditions of a spec that cannot be carried out. */
    List<Condition> refused(String sentence) {
        Finding finding = new Finding(Reason.SPEC_REFUSED, sentence);
        boolean formed = before.initialized();
        return List.of(
                condition(INITIALIZED, formed, formed ? Finding.of(Reason.FORMED) : finding),
                condition(READY, false, finding),
                condition(RECONCILING, false, finding),
                condition(STALLED, true, finding));
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
            return step instanceof Step.Remember remember
                    ? new Finding(remember.reason(), remember.sentence())
                    : of(Reason.SETTLED);
        }
    }

    private Condition condition(String type, boolean holds, Finding finding) {
        String status = holds ? "True" : "False";
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
