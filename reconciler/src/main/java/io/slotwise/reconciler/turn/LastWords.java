package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the pod of a job that ended last did not do it: the last line of what its container left, as a sentence of a bounded
 * length, with the pod's name and the exit code.
 */
final class LastWords {
    private LastWords() {}

    /** Empty when no pod of the job has failed, or none is left. */
    static Optional<String> of(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> ends(pod).map(end -> new End(pod.getMetadata().getName(), end)))
                .max(Comparator.comparing(End::at))
                .map(End::sentence);
    }

    private static Stream<ContainerStateTerminated> ends(Pod pod) {
        return Stream.ofNullable(pod.getStatus())
                .flatMap(status -> status.getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .flatMap(state -> Stream.ofNullable(state).flatMap(some -> Stream.ofNullable(some.getTerminated())))
                .filter(end -> end.getExitCode() != null && end.getExitCode() != 0);
    }

    private record End(String pod, ContainerStateTerminated how) {
        /** All in Coordinated Universal Time, so their order is that of letters. */
        String at() {
            return Optional.ofNullable(how.getFinishedAt()).orElse("");
        }

        String sentence() {
            String why = Optional.ofNullable(how.getMessage()).orElse("").strip();
            return (why.isEmpty() ? fate() : OneLine.of(why.substring(why.lastIndexOf('\n') + 1))) + " (pod " + pod
                    + ", exit code " + how.getExitCode() + ")";
        }

        /** Such as {@code OOMKilled}. */
        private String fate() {
            String reason = Optional.ofNullable(how.getReason()).orElse("");
            return reason.isEmpty() || reason.equals("Error")
                    ? "it ended without a word; see its log"
                    : "it ended with " + reason;
        }
    }
}
