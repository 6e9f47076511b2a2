package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the pod of a job that ended last did not do it: the last line of what its container left, as a sentence of a bounded
 * length, with the pod's name and the exit code.
 */
final class LastWords {
    private static final int MOST_CHARS = 600;

    private LastWords() {}

    /** Empty when no pod of the job has failed, or none is left. */
    static Optional<String> of(Job job, List<Pod> runners) {
        return podsOf(job, runners)
                .flatMap(pod -> ends(pod).map(end -> new End(pod.getMetadata().getName(), end)))
                .max(Comparator.comparing(End::at))
                .map(End::sentence);
    }

    static Stream<Pod> podsOf(Job job, List<Pod> runners) {
        return runners.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(
                                owner -> owner.getUid().equals(job.getMetadata().getUid())));
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
            return (why.isEmpty() ? fate() : bounded(lastLine(why), MOST_CHARS)) + " (pod " + pod + ", exit code "
                    + how.getExitCode() + ")";
        }

        /** Such as {@code OOMKilled}. */
        private String fate() {
            String reason = Optional.ofNullable(how.getReason()).orElse("");
            return reason.isEmpty() || reason.equals("Error")
                    ? "it ended without a word; see its log"
                    : "it ended with " + reason;
        }
    }

    private static String lastLine(String text) {
        return line(text.substring(text.lastIndexOf('\n') + 1));
    }

    /** The text on one line. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
