package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.objects.LiveConfiguration;
import io.slotwise.reconciler.objects.Revision;
import io.slotwise.reconciler.plan.PodState;
import io.slotwise.reconciler.spec.Settings;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * When which settings reach nodes that run, and the file that pods start with.
 *
 * @param whole the objects with all that the spec asks for
 */
record Timing(Look look, Settings settings, List<HasMetadata> whole, Instant now) {
    /** The objects with what nodes are to take on now: another version may know more than those that still run. */
    List<HasMetadata> due() {
        boolean isBetweenVersions = !look.pods().stream().allMatch(this::isOfTheVersion);
        return isForming() || !isBetweenVersions || crashes()
                ? whole
                : adapted(whole, LiveConfiguration::betweenVersions);
    }

    /**
     * The objects with what pods may start with: what those that run have, unless there are none yet, or one fails to start
     * with what the others have.
     *
     * @param configuration identity of what is due
     */
    List<HasMetadata> startable(List<HasMetadata> due, String configuration) {
        boolean isTakenOn = StatusReading.memory(look.cluster().statusOrNew())
                .configuration()
                .equals(configuration);
        return isForming() || isTakenOn || crashes() ? due : adapted(due, LiveConfiguration::heldBack);
    }

    private boolean isForming() {
        return StatusReading.memory(look.cluster().statusOrNew()).phase() == Phase.FORMING;
    }

    /** What admission made of an image's name is no other version. */
    private boolean isOfTheVersion(Pod pod) {
        return Revision.of(pod).equals(Revision.of(whole))
                || PodReading.images(List.of(pod)).contains(settings.image());
    }

    private boolean crashes() {
        return look.pods().stream()
                .filter(this::isOfTheVersion)
                .flatMap(pod ->
                        PodReading.state(pod, look.cluster().getMetadata().getName(), now).stream())
                .anyMatch(pod -> pod.make().life() == PodState.Life.CRASHED);
    }

    private List<HasMetadata> adapted(
            List<HasMetadata> objects, BiFunction<List<HasMetadata>, ConfigMap, List<HasMetadata>> adapt) {
        return objects.stream()
                .filter(ConfigMap.class::isInstance)
                .flatMap(wanted -> look.like(wanted).stream())
                .findFirst()
                .map(present -> adapt.apply(objects, (ConfigMap) present))
                .orElse(objects);
    }
}
