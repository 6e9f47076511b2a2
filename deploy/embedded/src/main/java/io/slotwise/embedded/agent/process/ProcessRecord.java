package io.slotwise.embedded.agent.process;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A process as it is remembered on disk, well enough to be known again and not to be taken for another that got its pid
 * later.
 *
 * @param program the executable file; a command line would not do, since Redis rewrites its own
 */
record ProcessRecord(long pid, Instant start, String program) {
    /** The system's start times are rounded, and move with its clock. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    static ProcessRecord of(ProcessHandle process) {
        return new ProcessRecord(
                process.pid(),
                process.info().startInstant().orElse(Instant.EPOCH),
                process.info().command().orElse(""));
    }

    String text() {
        return pid + "\n" + start + "\n" + program + "\n";
    }

    /** Reads {@link #text}; empty when it is not one, as after a crash while it was written. */
    static Optional<ProcessRecord> parse(String text) {
        List<String> lines = text.lines().toList();
        try {
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(
                            new ProcessRecord(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1)), lines.get(2)));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The process if it is still this one. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> isSame(of(process)));
    }

    boolean isSame(ProcessRecord other) {
        return !program.isEmpty()
                && program.equals(other.program)
                && Duration.between(start, other.start).abs().compareTo(START_TOLERANCE) <= 0;
    }
}
