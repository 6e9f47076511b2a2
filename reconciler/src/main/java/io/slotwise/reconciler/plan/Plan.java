package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Says the next single step from what is wanted to what is there. It decides on nothing else, so that a reconciler that
 * was killed anywhere goes on where it stood.
 *
 * <p>What it holds to: an operation is remembered before anything is done for it; there is one operation and one job at a
 * time; pods go only when a trusted sample shows that they own no slots and are no members; masters change one by one.
 */
public final class Plan {
    static final Duration PODS_RECHECK = Duration.ofSeconds(10);

    private Plan() {}

    public static Step next(Wanted wanted, Observed observed) {
        return obstacle(observed)
                .or(() -> firstConfiguration(wanted, observed))
                .or(() -> drift(observed))
                .or(() -> label(wanted, observed))
                .or(() -> Jobs.next(wanted, observed))
                .or(() -> HandOver.next(wanted, observed))
                .or(() -> Updates.replaceBroken(wanted, observed))
                .or(() -> pods(wanted, observed))
                .orElseGet(() -> observed.memory()
                        .operation()
                        .map(operation -> UnderWay.next(operation, wanted, observed))
                        .orElseGet(() -> Idle.next(wanted, observed)));
    }

    private static Optional<Step> obstacle(Observed observed) {
        return observed.obstacle().map(some -> new Step.Wait(some.reason(), some.sentence(), PODS_RECHECK));
    }

    /** Nodes that do not run yet begin with what is wanted now; it is remembered before there are any. */
    private static Optional<Step> firstConfiguration(Wanted wanted, Observed observed) {
        Memory memory = observed.memory();
        boolean isNew = memory.phase() == Phase.FORMING
                && observed.size() == 0
                && observed.pods().isEmpty();
        return isNew && !memory.configuration().equals(wanted.configuration())
                ? Optional.of(new Step.Remember(
                        memory.configured(wanted.configuration()), Reason.FORMING, "the first pods are to be made"))
                : Optional.empty();
    }

    private static Optional<Step> drift(Observed observed) {
        Optional<Step> apply = observed.drift().stream().findFirst().map(Step.Apply::new);
        return apply.or(() -> observed.surplus().stream().findFirst().map(Step.Remove::new));
    }

    private static Optional<Step> label(Wanted wanted, Observed observed) {
        boolean isOurs = !wanted.care().isAdopted() || observed.memory().phase() == Phase.INITIALIZED;
        if (!isOurs || wanted.care().roles() == Care.Roles.LEFT_ALONE) {
            return Optional.empty();
        }
        return observed.sample().filter(sample -> Evidence.isFresh(sample, wanted, observed.now())).stream()
                .flatMap(sample -> observed.pods().stream().flatMap(pod -> label(pod, sample).stream()))
                .findFirst();
    }

    private static Optional<Step> label(PodState pod, Sample sample) {
        return sample.byPod(pod.name())
                .filter(node ->
                        node.answered() && node.hasJoined() && node.host().equals(pod.ip()))
                .map(NodeSample::role)
                .filter(role -> role != NodeSample.Role.UNKNOWN
                        && !pod.roleLabel().equals(role.name().toLowerCase(Locale.ROOT)))
                .map(role -> new Step.Label(pod.name(), role));
    }

    /** A cluster that was never formed may grow before its pods are ready: nothing is at stake. */
    private static Optional<Step> pods(Wanted wanted, Observed observed) {
        return Idle.growthBeforeForming(wanted, observed)
                .or(() -> observed.podsProblem()
                        .map(problem -> Updates.stalled(wanted, observed, problem)
                                .orElseGet(() -> new Step.Wait(Reason.PODS_NOT_READY, problem, PODS_RECHECK))));
    }
}
