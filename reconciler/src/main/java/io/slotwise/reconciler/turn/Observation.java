package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.slotwise.model.Sample;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.objects.Blueprint;
import io.slotwise.reconciler.objects.Difference;
import io.slotwise.reconciler.objects.LiveConfiguration;
import io.slotwise.reconciler.objects.Names;
import io.slotwise.reconciler.objects.Protection;
import io.slotwise.reconciler.objects.Revision;
import io.slotwise.reconciler.plan.Care;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.ObjectRef;
import io.slotwise.reconciler.plan.Observed;
import io.slotwise.reconciler.plan.PodState;
import io.slotwise.reconciler.plan.Shape;
import io.slotwise.reconciler.spec.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a look showed, in the plan's words.
 *
 * @param look what the API server holds
 * @param settings what the spec says
 * @param blueprint the objects that should be there
 * @param configuration identity of what nodes take on while they run
 * @param observed what the plan is told
 */
record Observation(Look look, Settings settings, List<HasMetadata> blueprint, String configuration, Observed observed) {
    /** Long enough to load what a pod should hold. */
    private static final Duration POD_PATIENCE = Duration.ofMinutes(5);

    static Observation of(
            Look look, Settings settings, Protection.Known protection, Optional<Sample> sample, Instant now) {
        RedisCluster cluster = look.cluster();
        List<PodState> pods = look.pods().stream()
                .flatMap(pod -> PodReading.state(pod, cluster.getMetadata().getName()).stream())
                .toList();
        List<HasMetadata> blueprint =
                Blueprint.of(cluster, settings, protection.users(), firstSize(cluster, settings.shape(), pods));
        Memory memory = StatusReading.memory(cluster.statusOrNew());
        return new Observation(
                look,
                settings,
                blueprint,
                LiveConfiguration.identity(blueprint, protection.certificates()),
                new Observed(
                        drift(blueprint, look),
                        look.statefulSet().map(Observation::size).orElse(0),
                        pods,
                        look.jobs().stream()
                                .flatMap(job -> JobReading.state(job).stream())
                                .toList(),
                        ofItself(cluster, sample),
                        Conditions.unwellSince(cluster.statusOrNew()),
                        memory,
                        now));
    }

    /** What was seen of an earlier cluster of the same name says nothing of this one. */
    static Optional<Sample> ofItself(RedisCluster cluster, Optional<Sample> sample) {
        return sample.filter(seen -> !seen.at().isBefore(StatusReading.created(cluster)));
    }

    /** A StatefulSet that was lost comes back large enough for all that may hold data. */
    private static int firstSize(RedisCluster cluster, Shape shape, List<PodState> pods) {
        int lastMasters = Math.max(1, cluster.statusOrNew().currentMasters());
        return IntStream.concat(
                        IntStream.of(shape.pods(), shape.with(lastMasters).pods()),
                        pods.stream().mapToInt(pod -> pod.ordinal() + 1))
                .max()
                .orElseThrow();
    }

    private static List<ObjectRef> drift(List<HasMetadata> blueprint, Look look) {
        return blueprint.stream()
                .filter(wanted -> look.like(wanted)
                        .filter(present -> !Difference.between(wanted, present))
                        .isEmpty())
                .map(Observation::ref)
                .toList();
    }

    /** How far the pods are looked after. */
    Care care() {
        return new Care(
                Revision.of(blueprint),
                Care.Ownership.OURS,
                settings.hosting().volume().isPresent() ? Care.Durability.KEPT : Care.Durability.LOST,
                POD_PATIENCE);
    }

    /** Selects the cluster's pods. */
    String selector() {
        return Names.labels(look.cluster().getMetadata().getName()).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private static ObjectRef ref(HasMetadata object) {
        return new ObjectRef(object.getKind(), object.getMetadata().getName());
    }

    HasMetadata blueprintOf(ObjectRef ref) {
        return blueprint.stream()
                .filter(object -> ref(object).equals(ref))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ref + " is no object of the cluster"));
    }

    private static int size(StatefulSet set) {
        return Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
    }
}
