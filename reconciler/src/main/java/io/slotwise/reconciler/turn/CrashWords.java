package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a container of Redis that does not run ended last, as a sentence of a bounded length: what became of it, its exit code
 * and the last two lines of its log. Of a line of redis.conf with a password only the name is quoted.
 */
final class CrashWords {
    private static final int LINES = 2;
    /** Process, role, time and level, which differ with each restart. */
    private static final String PREFIX = "^\\d+:[A-Z] \\d+ \\w+ \\d{4} [\\d:.]+ [-.*#] ";

    private static final String SECRET = "(?i)>>> '(\\S*(?:auth|pass|user)\\S*) .*'";

    private CrashWords() {}

    /** Empty when it never ended with an error, as far as is known. */
    static Optional<String> of(ContainerStatus container) {
        return Stream.of(container.getState(), container.getLastState())
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(end -> end != null && end.getExitCode() != null && end.getExitCode() != 0)
                .findFirst()
                .map(CrashWords::sentence);
    }

    private static String sentence(ContainerStateTerminated end) {
        String reason = Optional.ofNullable(end.getReason()).orElse("");
        boolean isKnown = !reason.isEmpty() && !reason.equals("Error");
        String words =
                isKnown ? "" : words(Optional.ofNullable(end.getMessage()).orElse(""));
        return (isKnown ? reason + ", " : "") + "exit code " + end.getExitCode()
                + (words.isEmpty() ? "" : ": " + words);
    }

    private static String words(String log) {
        List<String> lines = log.lines()
                .map(line -> line.replaceFirst(PREFIX, "").strip().replaceAll(SECRET, ">>> '$1 …'"))
                .filter(line -> !line.isEmpty())
                .toList();
        return OneLine.of(String.join(" ", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    }
}
