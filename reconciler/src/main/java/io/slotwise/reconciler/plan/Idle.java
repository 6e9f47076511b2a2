package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.Reason;
import java.util.List;
import java.util.Optional;

/** What to begin, if anything, when nothing is under way. */
final class Idle {
    private Idle() {}

    static Step next(Wanted wanted, Observed observed) {
        if (observed.memory().phase() == Phase.FORMING) {
            return wanted.care().isAdopted() ? Adopting.next(wanted, observed) : form(wanted, observed);
        }
        if (!wanted.care().isAdopted() && !observed.memory().configuration().equals(wanted.configuration())) {
            return configure(wanted, observed);
        }
        return Evidence.of(wanted, observed).orWait(topology -> sound(wanted, observed, topology));
    }

    private static Step sound(Wanted wanted, Observed observed, Topology topology) {
        if (topology.isBlank() && wanted.care().durability() == Care.Durability.LOST) {
            return form(wanted, observed);
        }
        return topology.illness()
                .map(illness -> Healing.begin(observed, topology, illness))
                .orElseGet(() -> wanted.care().mayScale()
                        ? settle(wanted, observed, topology)
                        : LeftAlone.settle(wanted, observed, topology));
    }

    /** The StatefulSet's growth as long as the cluster was never formed and more masters are wanted by now. */
    static Optional<Step> growthBeforeForming(Wanted wanted, Observed observed) {
        return lacksFirstPods(wanted, observed)
                ? Optional.of(new Step.Scale(wanted.shape().pods(), Reason.FORMING, "the first pods"))
                : Optional.empty();
    }

    /** Whether more masters are wanted than when the first pods were made, of a cluster that was never formed. */
    static boolean lacksFirstPods(Wanted wanted, Observed observed) {
        return !wanted.care().isAdopted()
                && observed.memory().phase() == Phase.FORMING
                && observed.size() < wanted.shape().pods();
    }

    /** Forms with all pods there are, never fewer: what looks new may hold data whose status was lost. */
    private static Step form(Wanted wanted, Observed observed) {
        int masters = wanted.shape().mastersOf(observed.size());
        return new Step.Remember(
                observed.memory()
                        .beginning(Operation.begin(Kind.BOOTSTRAP, observed.now(), masters, Operation.Pods.NONE)),
                Reason.FORMING,
                "every pod is ready; " + masters + " masters and a standby are made of them");
    }

    /** Before anything is asked of samples: the collector itself may have to be let in first. */
    private static Step configure(Wanted wanted, Observed observed) {
        return new Step.Remember(
                observed.memory()
                        .beginning(Operation.begin(
                                Kind.CONFIGURE, observed.now(), wanted.shape().masters(), Operation.Pods.NONE)),
                Reason.CONFIGURING,
                "settings, users or certificates changed; the nodes get them while they run");
    }

    private static Step settle(Wanted wanted, Observed observed, Topology topology) {
        int active = topology.activeMasters();
        Shape present = wanted.shape().with(active);
        if (observed.size() < present.pods()) {
            return provision(observed, active, "the active masters and a standby need " + present.pods() + " pods");
        }
        if (active < wanted.shape().masters()) {
            return topology.standby(present.pods())
                    .map(standby -> scaleUp(wanted, observed, topology, standby))
                    .orElseGet(() -> provision(observed, active, "there is no standby to take slots"));
        }
        if (active > wanted.shape().masters()) {
            return scaleDown(wanted, observed, topology);
        }
        return tidy(wanted, observed, topology, present);
    }

    static Step scaleUp(Wanted wanted, Observed observed, Topology topology, String standby) {
        int masters = topology.activeMasters() + 1;
        String overloaded = topology.activeMasterOf(wanted.hint()).orElse("");
        Operation operation =
                Operation.begin(Kind.RESHARD, observed.now(), masters, Operation.Pods.resharding(standby, overloaded));
        return new Step.Remember(
                observed.memory().scaling(operation),
                Reason.SCALING_UP,
                "from " + (masters - 1) + " to " + masters + " masters: slots move on to " + standby
                        + (overloaded.isEmpty() ? "" : ", most of them from " + overloaded));
    }

    static Step scaleDown(Wanted wanted, Observed observed, Topology topology) {
        int masters = topology.activeMasters() - 1;
        int pods = wanted.shape().with(masters).pods();
        String emptied = topology.activeMasterOf(wanted.hint())
                .or(() -> topology.easiestToEmpty(pods))
                .orElse("");
        List<String> to = topology.destinations(emptied, pods);
        Operation operation = Operation.begin(
                Kind.DRAIN,
                observed.now(),
                masters,
                Operation.Pods.draining(emptied, to.isEmpty() ? "" : to.get(0), to.size() < 2 ? "" : to.get(1)));
        return new Step.Remember(
                observed.memory().scaling(operation),
                Reason.SCALING_DOWN,
                "from " + (masters + 1) + " to " + masters + " masters: " + emptied + " is emptied");
    }

    private static Step tidy(Wanted wanted, Observed observed, Topology topology, Shape present) {
        if (observed.size() > present.pods()) {
            return topology.isClearBeyond(present.pods())
                    ? begin(Kind.SHRINK, observed, present.masters(), Reason.SHRINKING, "pods that own no slots go")
                    : release(observed, present);
        }
        return topology.gap(present.pods(), present.replicas())
                .map(gap -> provision(observed, present.masters(), gap))
                .or(() -> topology.damage().map(damage -> Healing.begin(observed, topology, damage)))
                .or(() -> Updates.begin(wanted, observed, topology))
                .orElseGet(Step.Done::new);
    }

    /** Pods that are more than it takes leave the cluster. */
    static Step release(Observed observed, Shape present) {
        return begin(
                Kind.DRAIN,
                observed,
                present.masters(),
                Reason.SCALING_DOWN,
                "pods from ordinal " + present.pods() + " on are more than it takes");
    }

    static Step provision(Observed observed, int masters, String sentence) {
        return begin(Kind.PROVISION_STANDBY, observed, masters, Reason.PROVISIONING_STANDBY, sentence);
    }

    private static Step begin(Kind kind, Observed observed, int masters, Reason reason, String sentence) {
        return new Step.Remember(
                observed.memory().beginning(Operation.begin(kind, observed.now(), masters, Operation.Pods.NONE)),
                reason,
                sentence);
    }
}
