package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How an operation goes on when no Job is there and every pod is ready. */
final class UnderWay {
    private UnderWay() {}

    static Step next(Operation operation, Wanted wanted, Observed observed) {
        return switch (operation.kind()) {
            case BOOTSTRAP -> bootstrap(operation, wanted, observed);
            case RESHARD -> reshard(operation, wanted, observed);
            case DRAIN -> start(operation, JobEvent.Kind.DRAIN, wanted, observed);
            case SHRINK -> shrink(operation, wanted, observed);
            case PROVISION_STANDBY -> provision(operation, wanted, observed);
            case CONFIGURE -> configure(operation, wanted, observed);
            case UPDATE -> Updates.next(operation, wanted, observed);
            case HEAL -> Healing.next(operation, wanted, observed);
        };
    }

    /** With the pods that came when more masters were asked for: volumes of an earlier cluster may need them. */
    private static Step bootstrap(Operation operation, Wanted wanted, Observed observed) {
        int masters = wanted.shape().mastersOf(observed.size());
        boolean hasGrown = observed.memory().phase() == Phase.FORMING && operation.masters() < masters;
        return hasGrown
                ? new Step.Remember(
                        observed.memory()
                                .beginning(
                                        Operation.begin(Kind.BOOTSTRAP, observed.now(), masters, Operation.Pods.NONE)),
                        Reason.FORMING,
                        "more pods have come; " + masters + " masters and a standby are made of them")
                : start(operation, JobEvent.Kind.BOOTSTRAP, wanted, observed);
    }

    private static Step reshard(Operation operation, Wanted wanted, Observed observed) {
        String standby = operation.pods().standby();
        return observed.hasPod(standby)
                ? start(operation, JobEvent.Kind.RESHARD, wanted, observed)
                : new Step.Remember(
                        observed.memory().idle(),
                        Reason.STANDBY_NOT_READY,
                        "the standby '" + standby + "' is no pod of the cluster any more");
    }

    private static Step shrink(Operation operation, Wanted wanted, Observed observed) {
        int size = wanted.shape().with(operation.masters()).pods();
        if (observed.size() <= size) {
            return ended(observed, "the cluster has " + observed.size() + " pods");
        }
        return Evidence.of(wanted, observed)
                .orWait(topology -> topology.isClearBeyond(size)
                        ? remove(size, wanted, observed)
                        : drainAgain(operation, size, observed));
    }

    private static Step remove(int size, Wanted wanted, Observed observed) {
        String sentence = "the pods from ordinal " + size + " on own no slots";
        return wanted.care().mayScale()
                ? new Step.Scale(size, Reason.SHRINKING, sentence)
                : ended(observed, sentence + " and are out of the cluster");
    }

    private static Step drainAgain(Operation operation, int size, Observed observed) {
        Operation drain = Operation.begin(Kind.DRAIN, observed.now(), operation.masters(), Operation.Pods.NONE)
                .withAttempts(operation.attempts());
        return new Step.Remember(
                observed.memory().beginning(drain),
                Reason.SCALING_DOWN,
                "pods from ordinal " + size + " on are still part of the cluster");
    }

    private static Step provision(Operation operation, Wanted wanted, Observed observed) {
        int size = wanted.shape().with(operation.masters()).pods();
        if (observed.size() < size) {
            return wanted.care().mayScale()
                    ? new Step.Scale(size, Reason.PROVISIONING_STANDBY, "room for the next standby")
                    : ended(observed, "the next standby needs " + size + " pods, and more are for a person to add");
        }
        if (operation.attempts() == 0) {
            return start(operation, JobEvent.Kind.BOOTSTRAP, wanted, observed);
        }
        return Evidence.of(wanted, observed)
                .orWait(topology -> gap(topology, size, wanted, observed)
                        .map(gap -> start(operation, JobEvent.Kind.BOOTSTRAP, wanted, observed))
                        .orElseGet(() -> ended(observed, "a standby is ready")));
    }

    /** Where more pods are members than we count, the standby may be any of them. */
    private static Optional<String> gap(Topology topology, int size, Wanted wanted, Observed observed) {
        boolean standsBy = !wanted.care().mayScale()
                && observed.size() > size
                && topology.standby(Integer.MAX_VALUE).isPresent();
        return standsBy ? Optional.empty() : topology.gap(size, wanted.shape().replicas());
    }

    private static Step configure(Operation operation, Wanted wanted, Observed observed) {
        return observed.memory().configuration().equals(wanted.configuration())
                ? ended(observed, "all nodes have their configuration")
                : start(operation, JobEvent.Kind.CONFIGURE, wanted, observed);
    }

    private static Step ended(Observed observed, String sentence) {
        return new Step.Remember(observed.memory().idle(), Reason.SETTLED, sentence);
    }

    private static Step start(Operation operation, JobEvent.Kind kind, Wanted wanted, Observed observed) {
        return start(operation, kind, wanted, observed, arguments(operation, kind, wanted, observed));
    }

    /** The job, once the time for another try has come. */
    static Step start(
            Operation operation, JobEvent.Kind kind, Wanted wanted, Observed observed, List<String> arguments) {
        Duration remaining = Retries.remaining(operation, observed.memory(), observed.now());
        if (!remaining.isZero()) {
            return new Step.Wait(Reason.JOB_FAILED, "job " + kind.word() + " is made again soon", remaining);
        }
        return new Step.StartJob(operation, kind, arguments);
    }

    private static List<String> arguments(Operation operation, JobEvent.Kind kind, Wanted wanted, Observed observed) {
        return switch (kind) {
            case BOOTSTRAP -> Arguments.bootstrap(wanted, operation, observed);
            case RESHARD -> Arguments.reshard(wanted, operation, observed);
            case DRAIN -> Arguments.drain(wanted, operation, observed);
            case CONFIGURE -> Arguments.configure(wanted, observed);
            case HEAL -> Arguments.heal(wanted, observed);
            case FAILOVER -> throw new IllegalArgumentException("a failover is for an update to word");
        };
    }
}
