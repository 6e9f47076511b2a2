package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a StatefulSet needs next.
 *
 * @param create ordinals without a pod, to be made now
 * @param delete pods to be deleted now, in this order
 */
record StatefulSetPlan(List<Integer> create, List<Pod> delete) {
    static final String REVISION = "controller-revision-hash";

    /** Ordinal of a pod of the set by its name, or -1 when it has none. */
    static int ordinal(StatefulSet set, Pod pod) {
        String prefix = set.getMetadata().getName() + "-";
        String name = pod.getMetadata().getName();
        String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return rest.matches("\\d{1,6}") ? Integer.parseInt(rest) : -1;
    }

    static int replicas(StatefulSet set) {
        return Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
    }

    /**
     * Works it out.
     *
     * @param pods all pods that the set controls
     * @param revision of the present pod template
     */
    static StatefulSetPlan of(StatefulSet set, List<Pod> pods, String revision) {
        Map<Integer, Pod> byOrdinal = new TreeMap<>();
        pods.forEach(pod -> byOrdinal.put(ordinal(set, pod), pod));
        int replicas = replicas(set);
        List<Pod> ended = pods.stream()
                .filter(pod -> Pods.hasEnded(pod) && !Pods.isDeleting(pod))
                .toList();
        List<Pod> surplus = byOrdinal.entrySet().stream()
                .filter(entry -> entry.getKey() >= replicas)
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .map(Map.Entry::getValue)
                .toList();
        List<Integer> missing = IntStream.range(0, replicas)
                .filter(ordinal -> !byOrdinal.containsKey(ordinal))
                .boxed()
                .toList();
        boolean parallel = "Parallel".equals(set.getSpec().getPodManagementPolicy());
        List<Pod> delete = new ArrayList<>(ended);
        if (parallel) {
            surplus.stream().filter(pod -> !Pods.isDeleting(pod)).forEach(delete::add);
        } else {
            surplus.stream().limit(1).filter(pod -> !Pods.isDeleting(pod)).forEach(delete::add);
        }
        if (delete.isEmpty() && missing.isEmpty() && surplus.isEmpty()) {
            outdated(set, byOrdinal, revision).ifPresent(delete::add);
        }
        return new StatefulSetPlan(parallel ? missing : firstInOrder(missing, byOrdinal), delete);
    }

    /** In order, a pod is made only when all before it are ready. */
    private static List<Integer> firstInOrder(List<Integer> missing, Map<Integer, Pod> byOrdinal) {
        return missing.stream()
                .limit(1)
                .filter(ordinal -> IntStream.range(0, ordinal)
                        .allMatch(earlier -> Optional.ofNullable(byOrdinal.get(earlier))
                                .filter(Pods::isReady)
                                .isPresent()))
                .toList();
    }

    /** The highest pod of an older template, once everything above it is ready. */
    private static Optional<Pod> outdated(StatefulSet set, Map<Integer, Pod> byOrdinal, String revision) {
        var strategy = Optional.ofNullable(set.getSpec().getUpdateStrategy());
        if (strategy.filter(any -> "OnDelete".equals(any.getType())).isPresent()) {
            return Optional.empty();
        }
        int partition = strategy.flatMap(any -> Optional.ofNullable(any.getRollingUpdate()))
                .flatMap(rolling -> Optional.ofNullable(rolling.getPartition()))
                .orElse(0);
        for (int ordinal = replicas(set) - 1; ordinal >= partition; ordinal--) {
            Pod pod = byOrdinal.get(ordinal);
            if (pod == null || Pods.isDeleting(pod)) {
                return Optional.empty();
            }
            if (!Pods.label(pod, REVISION).equals(revision)) {
                return Optional.of(pod);
            }
            if (!Pods.isReady(pod)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
