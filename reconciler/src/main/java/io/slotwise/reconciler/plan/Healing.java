package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import java.time.Duration;

/** Repairs of a cluster that does not get well by itself: open slots, lost addresses, dead nodes in the tables. */
final class Healing {
    /** Longer than a failover takes. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration RECHECK = Duration.ofSeconds(5);

    private Healing() {}

    /** Begins once the damage has lasted. */
    static Step begin(Observed observed, Topology topology, String damage) {
        boolean lasts = observed.unwellSince()
                .filter(since -> !observed.now().isBefore(since.plus(GRACE)))
                .isPresent();
        if (!lasts) {
            return new Step.Wait(Reason.CLUSTER_NOT_OK, damage, RECHECK);
        }
        Operation operation =
                Operation.begin(Kind.HEAL, observed.now(), Math.max(1, topology.activeMasters()), Operation.Pods.NONE);
        return new Step.Remember(observed.memory().beginning(operation), Reason.HEALING, damage);
    }

    static Step next(Operation operation, Wanted wanted, Observed observed) {
        if (operation.attempts() == 0) {
            return heal(operation, wanted, observed);
        }
        return Evidence.of(wanted, observed)
                .orWait(topology -> topology.damage()
                        .map(damage -> heal(operation, wanted, observed))
                        .orElseGet(() -> new Step.Remember(
                                observed.memory().idle(), Reason.SETTLED, "the cluster is whole again")));
    }

    private static Step heal(Operation operation, Wanted wanted, Observed observed) {
        return UnderWay.start(operation, JobEvent.Kind.HEAL, wanted, observed, Arguments.heal(wanted, observed));
    }
}
