package io.slotwise.collector.reading;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A node's running totals at one reading. Two of them make {@link Rates}.
 *
 * @param run which run of the server counted
 * @param span when they were read
 * @param nodeMicros the node's own clock at the reading, µs since 1970 ({@code server_time_usec}); it may jump
 * @param cpu CPU seconds used so far
 * @param commands commands processed so far
 * @param slots the totals of its slots
 */
record Counters(
        Run run,
        Span span,
        OptionalLong nodeMicros,
        Optional<Cpu> cpu,
        OptionalLong commands,
        Optional<SlotTotals> slots) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * One run of the server: another {@code runId}, or less uptime than before, is another run.
     *
     * @param runId {@code run_id}; empty where a service hides it
     * @param uptimeSeconds {@code uptime_in_seconds}, or 0
     */
    record Run(String runId, long uptimeSeconds) {
        boolean continues(Run earlier) {
            return runId.equals(earlier.runId) && uptimeSeconds >= earlier.uptimeSeconds;
        }
    }

    /**
     * CPU seconds, user and system.
     *
     * @param scope whose
     * @param seconds since the process began
     */
    record Cpu(Scope scope, double seconds) {
        /** The main thread alone where Redis tells it (6.2 on Linux and newer), else all threads. */
        enum Scope {
            MAIN_THREAD("used_cpu_sys_main_thread", "used_cpu_user_main_thread"),
            PROCESS("used_cpu_sys", "used_cpu_user");

            private final String system;
            private final String user;

            Scope(String system, String user) {
                this.system = system;
                this.user = user;
            }

            private Optional<Cpu> of(Report info) {
                OptionalDouble inSystem = info.number(system);
                OptionalDouble inUser = info.number(user);
                return inSystem.isPresent() && inUser.isPresent()
                        ? Optional.of(new Cpu(this, inSystem.getAsDouble() + inUser.getAsDouble()))
                        : Optional.empty();
            }
        }

        static Optional<Cpu> of(Report info) {
            return Scope.MAIN_THREAD.of(info).or(() -> Scope.PROCESS.of(info));
        }
    }

    static Counters of(Report info, Span span, Optional<SlotTotals> slots) {
        Run run = new Run(
                info.text("run_id").orElse(""), info.count("uptime_in_seconds").orElse(0));
        return new Counters(
                run, span, info.count("server_time_usec"), Cpu.of(info), info.count("total_commands_processed"), slots);
    }

    /** What happened a second since {@code earlier}: nothing known after a restart, a reset, or too vague a time. */
    Rates since(Counters earlier) {
        OptionalDouble seconds = secondsSince(earlier);
        if (seconds.isEmpty() || !run.continues(earlier.run)) {
            return Rates.UNKNOWN;
        }
        return new Rates(
                cpuPercent(earlier, seconds.getAsDouble()),
                commands.isPresent() && earlier.commands.isPresent()
                        ? rate((double) commands.getAsLong() - earlier.commands.getAsLong(), seconds.getAsDouble())
                        : OptionalDouble.empty(),
                slots.flatMap(now -> earlier.slots.flatMap(now::hottestSince)));
    }

    private OptionalDouble cpuPercent(Counters earlier, double seconds) {
        if (cpu.isEmpty()
                || earlier.cpu.isEmpty()
                || cpu.get().scope() != earlier.cpu.get().scope()) {
            return OptionalDouble.empty();
        }
        return rate(100 * (cpu.get().seconds() - earlier.cpu.get().seconds()), seconds);
    }

    private static OptionalDouble rate(double difference, double seconds) {
        return difference < 0 ? OptionalDouble.empty() : OptionalDouble.of(difference / seconds);
    }

    /**
     * The seconds between the two readings. The node's own clock says it best, and is believed as far as the asking
     * side's monotonic clock allows it; if it jumped or is absent, the middle of what is possible is taken.
     */
    private OptionalDouble secondsSince(Counters earlier) {
        long least = span.leastNanosSince(earlier.span);
        long most = span.mostNanosSince(earlier.span);
        if (nodeMicros.isPresent() && earlier.nodeMicros.isPresent()) {
            long byNode = 1000 * (nodeMicros.getAsLong() - earlier.nodeMicros.getAsLong());
            if (byNode > 0 && byNode >= least && byNode <= most) {
                return OptionalDouble.of(byNode / NANOS_PER_SECOND);
            }
        }
        return span.secondsSince(earlier.span);
    }
}
