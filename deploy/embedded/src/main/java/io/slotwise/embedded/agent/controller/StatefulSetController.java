package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.embedded.agent.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the pods and claims of StatefulSets as they are wanted. */
final class StatefulSetController implements Controller {
    private final KubernetesClient client;
    private final Events events;

    StatefulSetController(KubernetesClient client, Events events) {
        this.client = client;
        this.events = events;
    }

    @Override
    public void pass() {
        List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
        client.apps().statefulSets().inAnyNamespace().list().getItems().stream()
                .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
                .forEach(set -> Attempt.at(set, () -> sync(set, owned(set, pods))));
    }

    private static List<Pod> owned(StatefulSet set, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> Pods.isOwnedBy(pod, set.getMetadata()))
                .toList();
    }

    private void sync(StatefulSet set, List<Pod> pods) {
        String revision = revision(set);
        StatefulSetPlan plan = StatefulSetPlan.of(set, pods, revision);
        plan.create().forEach(ordinal -> create(set, ordinal, revision));
        plan.delete().forEach(pod -> delete(set, pod));
        report(set, owned(set, podsOf(set)), revision);
    }

    private List<Pod> podsOf(StatefulSet set) {
        return client.pods()
                .inNamespace(set.getMetadata().getNamespace())
                .list()
                .getItems();
    }

    /** The same for equal templates. */
    private static String revision(StatefulSet set) {
        int hash = Serialization.asJson(set.getSpec().getTemplate()).hashCode();
        return set.getMetadata().getName() + "-" + Integer.toHexString(hash);
    }

    private void create(StatefulSet set, int ordinal, String revision) {
        set.getSpec().getVolumeClaimTemplates().forEach(template -> claim(set, template, ordinal));
        PodTemplateSpec template = set.getSpec().getTemplate();
        String name = set.getMetadata().getName() + "-" + ordinal;
        Map<String, String> labels = new HashMap<>();
        Optional.ofNullable(template.getMetadata())
                .map(meta -> meta.getLabels())
                .ifPresent(labels::putAll);
        labels.put("statefulset.kubernetes.io/pod-name", name);
        labels.put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
        labels.put(StatefulSetPlan.REVISION, revision);
        Map<String, String> annotations = new HashMap<>();
        Optional.ofNullable(template.getMetadata())
                .map(meta -> meta.getAnnotations())
                .ifPresent(annotations::putAll);
        PodSpec spec = Serialization.clone(template.getSpec());
        spec.setHostname(name);
        spec.setSubdomain(set.getSpec().getServiceName());
        spec.setVolumes(volumes(set, spec, ordinal));
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(set.getMetadata().getNamespace())
                .withLabels(labels)
                .withAnnotations(annotations)
                .withOwnerReferences(owner(set))
                .endMetadata()
                .withSpec(spec)
                .build();
        if (Attempt.creates(() -> client.resource(pod).create())) {
            events.write(set, "Normal", "SuccessfulCreate", "create Pod " + name + " in StatefulSet successful");
        }
    }

    private static OwnerReference owner(StatefulSet set) {
        return new OwnerReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind("StatefulSet")
                .withName(set.getMetadata().getName())
                .withUid(set.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    private static List<Volume> volumes(StatefulSet set, PodSpec spec, int ordinal) {
        List<Volume> volumes = new ArrayList<>();
        set.getSpec()
                .getVolumeClaimTemplates()
                .forEach(template -> volumes.add(new VolumeBuilder()
                        .withName(template.getMetadata().getName())
                        .withNewPersistentVolumeClaim()
                        .withClaimName(claimName(set, template, ordinal))
                        .endPersistentVolumeClaim()
                        .build()));
        List<String> claimed = volumes.stream().map(Volume::getName).toList();
        spec.getVolumes().stream()
                .filter(volume -> !claimed.contains(volume.getName()))
                .forEach(volumes::add);
        return volumes;
    }

    private static String claimName(StatefulSet set, PersistentVolumeClaim template, int ordinal) {
        return template.getMetadata().getName() + "-" + set.getMetadata().getName() + "-" + ordinal;
    }

    private void claim(StatefulSet set, PersistentVolumeClaim template, int ordinal) {
        boolean endsWithSet = Optional.ofNullable(set.getSpec().getPersistentVolumeClaimRetentionPolicy())
                .filter(policy -> "Delete".equals(policy.getWhenDeleted()))
                .isPresent();
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder(template)
                .withNewMetadata()
                .withName(claimName(set, template, ordinal))
                .withNamespace(set.getMetadata().getNamespace())
                .withLabels(set.getSpec().getSelector().getMatchLabels())
                .withOwnerReferences(endsWithSet ? List.of(owner(set)) : List.of())
                .endMetadata()
                .build();
        Attempt.creates(() -> client.resource(claim).create());
    }

    private void delete(StatefulSet set, Pod pod) {
        client.resource(pod).delete();
        boolean scaledAway = StatefulSetPlan.ordinal(set, pod) >= StatefulSetPlan.replicas(set);
        boolean claimsGo = Optional.ofNullable(set.getSpec().getPersistentVolumeClaimRetentionPolicy())
                .filter(policy -> "Delete".equals(policy.getWhenScaled()))
                .isPresent();
        if (scaledAway && claimsGo) {
            set.getSpec()
                    .getVolumeClaimTemplates()
                    .forEach(template -> client.persistentVolumeClaims()
                            .inNamespace(set.getMetadata().getNamespace())
                            .withName(claimName(set, template, StatefulSetPlan.ordinal(set, pod)))
                            .delete());
        }
        events.write(
                set,
                "Normal",
                "SuccessfulDelete",
                "delete Pod " + pod.getMetadata().getName() + " in StatefulSet successful");
    }

    private void report(StatefulSet set, List<Pod> pods, String revision) {
        List<Pod> alive = pods.stream().filter(pod -> !Pods.isDeleting(pod)).toList();
        int ready = (int) alive.stream().filter(Pods::isReady).count();
        int updated = (int) alive.stream()
                .filter(pod -> Pods.label(pod, StatefulSetPlan.REVISION).equals(revision))
                .count();
        boolean settled = updated == pods.size();
        String current = Optional.ofNullable(set.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getCurrentRevision()))
                .filter(any -> !settled)
                .orElse(revision);
        StatefulSetStatus status = new StatefulSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .withUpdatedReplicas(updated)
                .withCurrentReplicas(settled ? updated : pods.size() - updated)
                .withCurrentRevision(current)
                .withUpdateRevision(revision)
                .withCollisionCount(0)
                .build();
        if (!status.equals(set.getStatus())) {
            StatefulSet patch = Serialization.clone(set);
            patch.getMetadata().setResourceVersion(null);
            patch.setStatus(status);
            client.resource(patch).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE));
        }
    }
}
