package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.slotwise.reconciler.objects.Names;
import io.slotwise.reconciler.objects.Revision;
import io.slotwise.reconciler.plan.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pod in the plan's words. */
final class PodReading {
    private static final Duration OVERDUE = Duration.ofSeconds(30);

    private PodReading() {}

    /** A pod of the StatefulSet with that name; empty for any other. */
    static Optional<PodState> state(Pod pod, String statefulSet, Instant now) {
        String name = pod.getMetadata().getName();
        String prefix = statefulSet + "-";
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,6}")
                ? Optional.of(state(pod, Integer.parseInt(name.substring(prefix.length())), Names.REDIS_PORT, now))
                : Optional.empty();
    }

    /** A pod of somebody else's. */
    static PodState state(Pod pod, int ordinal, int port, Instant now) {
        PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
        boolean isEnding = pod.getMetadata().getDeletionTimestamp() != null;
        return new PodState(
                pod.getMetadata().getName(),
                ordinal,
                Optional.ofNullable(status.getPodIP()).orElse(""),
                port,
                !isEnding && isReady(status) ? PodState.Readiness.READY : PodState.Readiness.UNREADY,
                Optional.ofNullable(pod.getMetadata().getLabels())
                        .orElse(Map.of())
                        .getOrDefault(Names.ROLE_LABEL, ""),
                machine(pod),
                isEnding
                        ? new PodState.Make(Revision.of(pod), PodState.Life.ENDING, overdue(pod, now))
                        : new PodState.Make(Revision.of(pod), life(status), problem(status)));
    }

    private static String machine(Pod pod) {
        return Optional.ofNullable(pod.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.getNodeName()))
                .orElse("");
    }

    /** What to do about a pod that should have ended and of which its node says nothing; Kubernetes itself waits for ever. */
    private static String overdue(Pod pod, Instant now) {
        String name = pod.getMetadata().getName();
        return StatusReading.instant(pod.getMetadata().getDeletionTimestamp())
                .filter(end -> now.isAfter(end.plus(OVERDUE)) && !machine(pod).isEmpty())
                .map(end -> "its time to end was over at " + end + ", and node " + machine(pod)
                        + " does not say that it has ended: if that node is lost, delete it, or else"
                        + " 'kubectl delete pod " + name + " --force' once nothing of it runs any more")
                .orElse("");
    }

    /** What their first containers run. */
    static Set<String> images(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream().limit(1))
                .map(container -> String.valueOf(container.getImage()))
                .collect(Collectors.toSet());
    }

    private static boolean isReady(PodStatus status) {
        return status.getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static PodState.Life life(PodStatus status) {
        List<ContainerStatus> containers = status.getContainerStatuses();
        if (containers.stream().noneMatch(PodReading::ran)) {
            return PodState.Life.NEVER_RAN;
        }
        return containers.stream().anyMatch(container -> state(container).getRunning() == null)
                ? PodState.Life.CRASHED
                : PodState.Life.RUNS;
    }

    private static boolean ran(ContainerStatus container) {
        int restarts = Optional.ofNullable(container.getRestartCount()).orElse(0);
        return restarts > 0
                || state(container).getRunning() != null
                || state(container).getTerminated() != null;
    }

    private static ContainerState state(ContainerStatus container) {
        return Optional.ofNullable(container.getState()).orElseGet(ContainerState::new);
    }

    /** Why a container does not run, or why the pod has no node. */
    private static String problem(PodStatus status) {
        Stream<String> waiting = status.getContainerStatuses().stream()
                .filter(container -> state(container).getRunning() == null)
                .map(PodReading::problem);
        Stream<String> unscheduled = status.getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .map(PodCondition::getMessage);
        return Stream.concat(waiting, unscheduled)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String problem(ContainerStatus container) {
        Stream<String> why = Stream.ofNullable(state(container).getWaiting())
                .map(ContainerStateWaiting::getReason)
                .filter(Objects::nonNull);
        return Stream.concat(why, CrashWords.of(container).stream()).collect(Collectors.joining(": "));
    }
}
