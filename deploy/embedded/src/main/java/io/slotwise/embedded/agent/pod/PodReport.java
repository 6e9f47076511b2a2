package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pod's status as its containers stand. */
final class PodReport {
    private final String podIp;
    private final Instant start;
    private final Map<String, PodCondition> conditions = new LinkedHashMap<>();

    PodReport(String podIp, Instant start) {
        this.podIp = podIp;
        this.start = start;
    }

    /** Pending, Running, Succeeded or Failed. */
    static String phase(List<ContainerRun> init, List<ContainerRun> main) {
        boolean initFailed = init.stream()
                .anyMatch(run -> run.end().filter(end -> end.code() != 0).isPresent());
        boolean allEnded = main.stream().allMatch(run -> run.end().isPresent());
        if (initFailed || (allEnded && main.stream().anyMatch(PodReport::failed))) {
            return "Failed";
        }
        if (allEnded) {
            return "Succeeded";
        }
        return main.stream().anyMatch(ContainerRun::hasRun) ? "Running" : "Pending";
    }

    private static boolean failed(ContainerRun run) {
        return run.end().filter(end -> end.code() != 0).isPresent();
    }

    PodStatus status(Pod pod, List<ContainerRun> init, List<ContainerRun> main, Instant now) {
        boolean ready = main.stream().allMatch(ContainerRun::isReady);
        boolean initialized = init.stream()
                .allMatch(run -> run.end().filter(end -> end.code() == 0).isPresent());
        condition("PodScheduled", true, now);
        condition("Initialized", initialized, now);
        condition("ContainersReady", ready, now);
        condition("Ready", ready, now);
        return new PodStatusBuilder()
                .withPhase(phase(init, main))
                .withHostIP("127.0.0.1")
                .withPodIP(podIp)
                .addNewPodIP(podIp)
                .withStartTime(start.truncatedTo(ChronoUnit.SECONDS).toString())
                .withConditions(List.copyOf(conditions.values()))
                .withInitContainerStatuses(
                        init.stream().map(ContainerRun::status).toList())
                .withContainerStatuses(main.stream().map(ContainerRun::status).toList())
                .build();
    }

    private void condition(String type, boolean holds, Instant now) {
        String value = holds ? "True" : "False";
        PodCondition before = conditions.get(type);
        if (before == null || !before.getStatus().equals(value)) {
            conditions.put(
                    type,
                    new PodConditionBuilder()
                            .withType(type)
                            .withStatus(value)
                            .withLastTransitionTime(
                                    now.truncatedTo(ChronoUnit.SECONDS).toString())
                            .build());
        }
    }
}
