package io.slotwise.embedded.agent;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.slotwise.embedded.agent.pod.PodWorkers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives each pod that has no node yet to one: where fewest pods of the same owner are, then fewest pods. */
final class Scheduler implements ResourceEventHandler<Pod> {
    /** Where a pod is, and whose it is. */
    private record Place(String node, String owner) {}

    private final Map<String, PodWorkers> nodes = new TreeMap<>();
    private final Map<String, Place> places = new HashMap<>();

    Scheduler(Map<String, PodWorkers> nodes) {
        this.nodes.putAll(nodes);
    }

    @Override
    public synchronized void onAdd(Pod pod) {
        Optional.ofNullable(nodes.get(node(pod))).ifPresent(workers -> workers.onAdd(pod));
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        onAdd(after);
    }

    @Override
    public synchronized void onDelete(Pod pod, boolean stateUnknown) {
        places.remove(pod.getMetadata().getUid());
        nodes.values().forEach(workers -> workers.onDelete(pod, stateUnknown));
    }

    /** Gives that node no more pods, and tells it of none. */
    synchronized void leaveOut(String node) {
        nodes.remove(node);
    }

    private String node(Pod pod) {
        String owner = pod.getMetadata().getOwnerReferences().stream()
                .findFirst()
                .map(OwnerReference::getUid)
                .orElse("");
        return places.computeIfAbsent(
                        pod.getMetadata().getUid(),
                        uid -> new Place(
                                Optional.ofNullable(pod.getSpec().getNodeName()).orElseGet(() -> emptiest(owner)),
                                owner))
                .node();
    }

    private String emptiest(String owner) {
        return nodes.keySet().stream()
                .min(Comparator.comparingLong((String node) -> count(node, List.of(owner)))
                        .thenComparingLong(node -> count(node, List.of())))
                .orElseThrow();
    }

    private long count(String node, List<String> owners) {
        return places.values().stream()
                .filter(place -> place.node().equals(node) && (owners.isEmpty() || owners.contains(place.owner())))
                .count();
    }
}
