package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTermBuilder;
import io.slotwise.reconciler.spec.Settings;
import java.util.List;
import java.util.Optional;

/** Where pods go. */
final class PodPlacement {
    private static final int STRONGLY = 100;
    private static final int WEAKLY = 50;

    private PodPlacement() {}

    /**
     * Pods of one cluster keep apart, as far as there is room. Which of them will be masters, and of which shard, is not
     * known when they are placed and changes with each failover; so all of them do.
     */
    static Affinity affinity(Settings settings) {
        return Optional.ofNullable(settings.hosting().pod().affinity())
                .orElseGet(() -> new AffinityBuilder()
                        .withNewPodAntiAffinity()
                        .withPreferredDuringSchedulingIgnoredDuringExecution(
                                apart(settings, "kubernetes.io/hostname", STRONGLY),
                                apart(settings, "topology.kubernetes.io/zone", WEAKLY))
                        .endPodAntiAffinity()
                        .build());
    }

    private static WeightedPodAffinityTerm apart(Settings settings, String topology, int weight) {
        return new WeightedPodAffinityTermBuilder()
                .withWeight(weight)
                .withNewPodAffinityTerm()
                .withTopologyKey(topology)
                .withNewLabelSelector()
                .withMatchLabels(Names.labels(settings.cluster().name()))
                .endLabelSelector()
                .endPodAffinityTerm()
                .build();
    }

    static List<TopologySpreadConstraint> spread(Settings settings) {
        return settings.hosting().pod().topologySpreadConstraints().stream()
                .map(one -> one.getLabelSelector() != null
                        ? one
                        : new TopologySpreadConstraintBuilder(one)
                                .withNewLabelSelector()
                                .withMatchLabels(Names.labels(settings.cluster().name()))
                                .endLabelSelector()
                                .build())
                .toList();
    }
}
