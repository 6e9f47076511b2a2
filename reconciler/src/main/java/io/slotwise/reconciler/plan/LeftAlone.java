package io.slotwise.reconciler.plan;

import io.slotwise.model.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to begin in a cluster whose pods somebody else adds and removes: slots move, new pods are taken in, and what a
 * person has to do is said, with numbers.
 */
final class LeftAlone {
    private static final Duration RECHECK = Duration.ofSeconds(10);

    private LeftAlone() {}

    static Step settle(Wanted wanted, Observed observed, Topology topology) {
        int active = topology.activeMasters();
        int masters = wanted.shape().masters();
        if (active < masters) {
            return grow(wanted, observed, topology);
        }
        if (active > masters) {
            return shrink(wanted, observed, topology);
        }
        return tidy(wanted, observed, topology, wanted.shape().with(active));
    }

    private static Step grow(Wanted wanted, Observed observed, Topology topology) {
        Shape present = wanted.shape().with(topology.activeMasters());
        return topology.standby(Integer.MAX_VALUE)
                .map(standby -> Idle.scaleUp(wanted, observed, topology, standby))
                .orElseGet(() -> observed.size() >= present.pods()
                        ? Idle.provision(observed, present.masters(), "there is no standby to take slots")
                        : person("from " + present.masters() + " to "
                                + wanted.shape().masters()
                                + " masters, and no empty master is there to take slots: "
                                + more(present.pods() - observed.size(), observed.size(), wanted)));
    }

    private static Step shrink(Wanted wanted, Observed observed, Topology topology) {
        Shape next = wanted.shape().with(topology.activeMasters() - 1);
        return observed.size() >= next.pods()
                ? Idle.scaleDown(wanted, observed, topology)
                : person("from " + topology.activeMasters() + " to "
                        + wanted.shape().masters() + " masters, and "
                        + next.masters() + " masters and a standby, each with " + next.replicas() + " replicas, take "
                        + next.pods() + " pods: " + more(next.pods() - observed.size(), observed.size(), wanted)
                        + ", or lower replicasPerMaster");
    }

    private static Step tidy(Wanted wanted, Observed observed, Topology topology, Shape present) {
        Optional<String> damage = topology.damage();
        if (damage.isPresent()) {
            return Healing.begin(observed, topology, damage.get());
        }
        if (observed.size() < present.pods()) {
            return advice((topology.standby(Integer.MAX_VALUE).isPresent()
                            ? "the standby or a master lacks replicas"
                            : "no empty master stands by, so a scale-up cannot begin at once")
                    + ": " + more(present.pods() - observed.size(), observed.size(), wanted));
        }
        boolean isClear = topology.isClearBeyond(present.pods());
        if (observed.size() > present.pods() && !isClear) {
            return Idle.release(observed, present);
        }
        return topology.gap(present.pods(), present.replicas())
                .map(gap -> Idle.provision(observed, present.masters(), gap))
                .orElseGet(() -> observed.size() > present.pods()
                        ? advice(fewer(present.pods(), observed, wanted))
                        : new Step.Done());
    }

    /** What stands in the way of what the spec asks for. */
    private static Step person(String sentence) {
        return new Step.Wait(Reason.NOT_MANAGED, sentence, RECHECK);
    }

    /** What would be better, though the spec is fulfilled. */
    private static Step advice(String sentence) {
        return new Step.Done(Reason.NOT_MANAGED, sentence);
    }

    private static String more(int missing, int present, Wanted wanted) {
        return "add " + count(missing) + ", from " + present + " to " + (present + missing)
                + ", that carry the labels of podSelector; " + wanted.shape().shard()
                + " make a master with its replicas, and they are taken in by themselves";
    }

    private static String fewer(int size, Observed observed, Wanted wanted) {
        String names = observed.pods().stream()
                .filter(pod -> pod.ordinal() >= size)
                .map(PodState::name)
                .collect(Collectors.joining(", "));
        return names + " are empty, out of the cluster and more than "
                + wanted.shape().masters()
                + " masters and a standby take: remove " + count(observed.size() - size) + ", from " + observed.size()
                + " to " + size;
    }

    private static String count(int pods) {
        return pods == 1 ? "1 pod" : pods + " pods";
    }
}
