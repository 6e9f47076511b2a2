package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetOrdinals;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slotwise.model.Sample;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.objects.Names;
import io.slotwise.reconciler.plan.Care;
import io.slotwise.reconciler.plan.PodState;
import io.slotwise.reconciler.spec.Adoption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What somebody else deployed, as far as it is looked after. Nothing of it carries our labels or belongs to us.
 *
 * @param look what the API server holds
 * @param adoption what the spec points at
 */
record Foreign(Look look, Adoption adoption) {
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");
    private static final Set<String> ROLES = Set.of("", "master", "replica");
    private static final String ORDINAL = "\\d{1,6}";

    /** Why it cannot be looked after, with what to change; empty when it can. */
    Optional<String> obstacle() {
        return Stream.<Optional<String>>of(rival(), statefulSet(), service(), pods(), port())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * What to do about an object that cannot be made since the name is taken; empty when that was not the conflict. A Job
     * of ours may still be on its way out.
     */
    static Optional<String> taken(KubernetesClientException conflict) {
        return Optional.ofNullable(conflict.getStatus())
                .filter(answer -> "AlreadyExists".equals(answer.getReason())
                        && answer.getDetails() != null
                        && !"jobs".equals(answer.getDetails().getKind()))
                .map(answer -> answer.getMessage()
                        + " and was made by somebody else: give this object another name, or take that one away");
    }

    private Optional<String> rival() {
        return look.rival()
                .map(other -> "RedisCluster " + other + " has adopted StatefulSet " + adoption.statefulSet()
                        + " already: delete one of the two");
    }

    private Optional<String> statefulSet() {
        if (look.statefulSet().isEmpty()) {
            return manages()
                    ? Optional.of("StatefulSet " + adoption.statefulSet() + " is not in namespace " + namespace()
                            + ": correct statefulSetName, or set manageStatefulSet to false")
                    : Optional.empty();
        }
        return look.statefulSet().stream()
                .flatMap(set -> set.getMetadata().getOwnerReferences().stream())
                .filter(owner -> owner.getKind().equals(RedisCluster.KIND))
                .map(owner -> "StatefulSet " + adoption.statefulSet() + " belongs to RedisCluster " + owner.getName()
                        + ", which looks after it: delete this object")
                .findFirst();
    }

    private Optional<String> service() {
        return look.service(adoption.serviceName()).isPresent()
                ? Optional.empty()
                : Optional.of("service " + adoption.serviceName() + " is not in namespace " + namespace()
                        + ": correct serviceName");
    }

    private Optional<String> pods() {
        List<Pod> some = selected();
        if (some.isEmpty()) {
            return Optional.of("podSelector " + adoption.selector() + " matches no pod in namespace " + namespace()
                    + ": give it the labels that the cluster's pods carry");
        }
        return some.stream()
                .filter(pod -> manages() && ordinal(pod).isEmpty())
                .map(pod -> "podSelector " + adoption.selector() + " matches pod " + name(pod)
                        + ", which is none of StatefulSet " + adoption.statefulSet()
                        + ": narrow podSelector, or correct statefulSetName")
                .findFirst();
    }

    private Optional<String> port() {
        return look.service(adoption.serviceName())
                .flatMap(service -> selected().stream()
                        .filter(pod -> ClientPort.of(service, pod).isEmpty())
                        .map(pod -> "service " + adoption.serviceName() + " has no port that leads to Redis in pod "
                                + name(pod) + ": correct serviceName, or the service's targetPort")
                        .findFirst());
    }

    /**
     * The cluster's pods; the last of them go first. Many charts call a pod ready only when it has joined, which it is to do
     * by us: so one that runs and answers will do.
     *
     * @param sample a fresh one
     */
    List<PodState> states(Optional<Sample> sample, Instant now) {
        return states(now).stream()
                .map(pod -> answers(pod, sample) ? pod.usable() : pod)
                .toList();
    }

    private static boolean answers(PodState pod, Optional<Sample> sample) {
        return pod.make().life() == PodState.Life.RUNS
                && sample.flatMap(some -> some.byPod(pod.name()))
                        .filter(node -> node.answered() && node.host().equals(pod.ip()))
                        .isPresent();
    }

    private List<PodState> states(Instant now) {
        Optional<Service> service = look.service(adoption.serviceName());
        List<Pod> pods = selected();
        return IntStream.range(0, pods.size())
                .mapToObj(i -> PodReading.state(
                        pods.get(i),
                        isOneSet() ? ordinal(pods.get(i)).orElse(i) - first() : i,
                        service.flatMap(some -> ClientPort.of(some, pods.get(i)))
                                .orElse(Names.REDIS_PORT),
                        now))
                .toList();
    }

    /** How many pods there should be. */
    int size() {
        return isOneSet()
                ? look.statefulSet().map(Foreign::replicas).orElse(selected().size())
                : selected().size();
    }

    /** A StatefulSet may count its pods from another number than 0. */
    private int first() {
        return look.statefulSet()
                .map(set -> set.getSpec().getOrdinals())
                .map(StatefulSetOrdinals::getStart)
                .orElse(0);
    }

    private static int replicas(StatefulSet set) {
        return Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
    }

    private boolean manages() {
        return adoption.scaling() == Adoption.Scaling.OURS;
    }

    /** Whether all pods are the StatefulSet's, so that their ordinals say which of them goes first. */
    private boolean isOneSet() {
        return manages()
                || (look.statefulSet().isPresent()
                        && selected().stream().allMatch(pod -> ordinal(pod).isPresent()));
    }

    /** Pods of jobs, ours and the chart's, may carry the same labels. */
    private List<Pod> selected() {
        return look.pods().stream()
                .filter(pod -> ordinal(pod).isPresent() || !(isOver(pod) || isOurJob(pod)))
                .sorted(Comparator.comparingInt((Pod pod) -> ordinal(pod).orElse(Integer.MAX_VALUE))
                        .thenComparingInt(pod -> name(pod).length())
                        .thenComparing(Foreign::name))
                .toList();
    }

    private static boolean isOver(Pod pod) {
        return pod.getStatus() != null
                && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }

    private static boolean isOurJob(Pod pod) {
        return Names.isJob(pod);
    }

    private OptionalInt ordinal(Pod pod) {
        String prefix = adoption.statefulSet() + "-";
        String rest = name(pod).startsWith(prefix) ? name(pod).substring(prefix.length()) : "";
        return rest.matches(ORDINAL) ? OptionalInt.of(Integer.parseInt(rest)) : OptionalInt.empty();
    }

    /** A label that something else may go by, or that says something else, is not changed. */
    Care.Roles roles() {
        boolean isFree = !adoption.podSelector().containsKey(Names.ROLE_LABEL)
                && look.service(adoption.serviceName())
                        .map(service -> service.getSpec().getSelector())
                        .filter((Map<String, String> labels) -> labels.containsKey(Names.ROLE_LABEL))
                        .isEmpty()
                && look.statefulSet()
                        .map(set -> set.getSpec().getTemplate().getMetadata())
                        .map(ObjectMeta::getLabels)
                        .filter((Map<String, String> labels) -> labels.containsKey(Names.ROLE_LABEL))
                        .isEmpty()
                && look.pods().stream().map(Foreign::role).allMatch(ROLES::contains);
        return isFree ? Care.Roles.KEPT : Care.Roles.LEFT_ALONE;
    }

    private static String role(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .map((Map<String, String> labels) -> labels.get(Names.ROLE_LABEL))
                .orElse("");
    }

    private String namespace() {
        return look.cluster().getMetadata().getNamespace();
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
