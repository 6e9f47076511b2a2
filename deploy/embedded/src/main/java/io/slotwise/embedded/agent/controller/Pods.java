package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;

/** Questions about pods that both controllers ask. */
final class Pods {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private Pods() {}

    static boolean isOwnedBy(Pod pod, ObjectMeta owner) {
        return pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference ->
                        owner.getUid().equals(reference.getUid()) && Boolean.TRUE.equals(reference.getController()));
    }

    static boolean isDeleting(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    static String phase(Pod pod) {
        return Optional.ofNullable(pod.getStatus())
                .map(status -> Optional.ofNullable(status.getPhase()).orElse(""))
                .orElse("");
    }

    static boolean hasEnded(Pod pod) {
        return ENDED.contains(phase(pod));
    }

    static boolean isReady(Pod pod) {
        return !isDeleting(pod)
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    static String label(Pod pod, String name) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .map(labels -> labels.getOrDefault(name, ""))
                .orElse("");
    }
}
