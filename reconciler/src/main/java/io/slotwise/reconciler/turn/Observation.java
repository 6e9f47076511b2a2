package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.slotwise.model.Sample;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.objects.Blueprint;
import io.slotwise.reconciler.objects.Difference;
import io.slotwise.reconciler.objects.JobTemplate;
import io.slotwise.reconciler.objects.LiveConfiguration;
import io.slotwise.reconciler.objects.Names;
import io.slotwise.reconciler.objects.Protection;
import io.slotwise.reconciler.objects.Revision;
import io.slotwise.reconciler.objects.WorkJob;
import io.slotwise.reconciler.plan.Care;
import io.slotwise.reconciler.plan.JobState;
import io.slotwise.reconciler.plan.ObjectRef;
import io.slotwise.reconciler.plan.Observed;
import io.slotwise.reconciler.plan.Obstacle;
import io.slotwise.reconciler.plan.PodState;
import io.slotwise.reconciler.plan.Shape;
import io.slotwise.reconciler.spec.Adoption;
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
            Look look,
            Settings settings,
            Protection.Known protection,
            JobTemplate jobs,
            Optional<Sample> sample,
            Instant now) {
        List<JobState> states = look.jobs().stream()
                .flatMap(job ->
                        JobReading.state(job, look.runners(), kind -> WorkJob.needs(settings, jobs, kind), now)
                                .stream())
                .toList();
        return settings.hosting()
                .adoption()
                .map(adoption -> ofForeign(new Foreign(look, adoption), settings, states, sample, now))
                .orElseGet(() -> ofOurs(look, settings, protection, states, sample, now));
    }

    private static Observation ofOurs(
            Look look,
            Settings settings,
            Protection.Known protection,
            List<JobState> jobs,
            Optional<Sample> sample,
            Instant now) {
        RedisCluster cluster = look.cluster();
        List<PodState> pods = look.pods().stream()
                .flatMap(pod -> PodReading.state(pod, cluster.getMetadata().getName(), now).stream())
                .toList();
        List<HasMetadata> whole = Blueprint.of(
                cluster, settings, protection.users(), look.collectors(), firstSize(cluster, settings.shape(), pods));
        Timing timing = new Timing(look, settings, whole, now);
        List<HasMetadata> due = timing.due();
        String configuration = LiveConfiguration.identity(due, protection.certificates());
        List<HasMetadata> blueprint = timing.startable(due, configuration);
        return new Observation(
                look,
                settings,
                blueprint,
                configuration,
                observed(
                        look,
                        taken(look).map(Obstacle::ofOthers),
                        drift(blueprint, look),
                        surplus(blueprint, look),
                        look.statefulSet().map(Observation::size).orElse(0),
                        pods,
                        jobs,
                        sample,
                        now));
    }

    /** Nothing of it should be other than it is, and its nodes take on nothing. */
    private static Observation ofForeign(
            Foreign foreign, Settings settings, List<JobState> jobs, Optional<Sample> sample, Instant now) {
        Optional<Sample> fresh = sample.filter(some -> !some.at().isBefore(now.minus(settings.freshness())));
        return new Observation(
                foreign.look(),
                settings,
                List.of(),
                "",
                observed(
                        foreign.look(),
                        foreign.obstacle().map(Obstacle::ofOthers),
                        List.of(),
                        List.of(),
                        foreign.size(),
                        foreign.states(fresh, now),
                        jobs,
                        sample,
                        now));
    }

    private static Observed observed(
            Look look,
            Optional<Obstacle> obstacle,
            List<ObjectRef> drift,
            List<ObjectRef> surplus,
            int size,
            List<PodState> pods,
            List<JobState> jobs,
            Optional<Sample> sample,
            Instant now) {
        RedisCluster cluster = look.cluster();
        return new Observed(
                obstacle,
                drift,
                surplus,
                size,
                pods,
                jobs,
                ofItself(cluster, sample),
                Conditions.unwellSince(cluster.statusOrNew()),
                StatusReading.memory(cluster.statusOrNew()),
                now);
    }

    /** The same, where that may stand in the way of all else. */
    Observation blocked(Optional<Obstacle> obstacle) {
        return new Observation(
                look,
                settings,
                blueprint,
                configuration,
                obstacle.map(observed::blocked).orElse(observed));
    }

    /** Somebody else's StatefulSet is not made ours because it has the name that ours would have. */
    private static Optional<String> taken(Look look) {
        String name = look.cluster().getMetadata().getName();
        return look.statefulSet()
                .filter(set -> !Names.isOfOrOwnedBy(look.cluster(), set))
                .map(set -> "StatefulSet " + name + " is there and was made by somebody else: give this object another"
                        + " name, or adopt that cluster by another object with existingCluster");
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

    /** All other kinds are always wanted. */
    private static List<ObjectRef> surplus(List<HasMetadata> blueprint, Look look) {
        List<ObjectRef> wanted = blueprint.stream().map(Observation::ref).toList();
        String uid = look.cluster().getMetadata().getUid();
        return look.objects().stream()
                .filter(object -> object instanceof NetworkPolicy
                        && object.getMetadata().getOwnerReferences().stream()
                                .anyMatch(owner -> owner.getUid().equals(uid)))
                .map(Observation::ref)
                .filter(ref -> !wanted.contains(ref))
                .toList();
    }

    /** How far the pods are looked after. */
    Care care() {
        return settings.hosting()
                .adoption()
                .map(this::careOfForeign)
                .orElseGet(() -> new Care(
                        Revision.of(blueprint),
                        Care.Ownership.OURS,
                        settings.hosting().volume().isPresent() ? Care.Durability.KEPT : Care.Durability.LOST,
                        POD_PATIENCE,
                        Care.Roles.KEPT));
    }

    private Care careOfForeign(Adoption adoption) {
        return new Care(
                "",
                adoption.scaling() == Adoption.Scaling.OURS ? Care.Ownership.SCALED : Care.Ownership.LEFT_ALONE,
                Care.Durability.KEPT,
                POD_PATIENCE,
                new Foreign(look, adoption).roles());
    }

    /** Selects the cluster's pods. */
    String selector() {
        return settings.hosting()
                .adoption()
                .map(Adoption::selector)
                .orElseGet(() -> Names.labels(look.cluster().getMetadata().getName()).entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",")));
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
