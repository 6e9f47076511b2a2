package io.slotwise.standalone.load;

import java.time.Duration;
import java.util.List;

/**
 * How the demand on a cluster changes with time: timed phases one after the other, and what follows them.
 *
 * @param phases may be empty when the ending stays
 * @param ending what follows the last phase
 */
public record LoadProfile(List<Phase> phases, Ending ending) {

    /**
     * A stretch of constant demand.
     *
     * @param demand what is asked
     * @param length how long, more than zero
     */
    public record Phase(Demand demand, Duration length) {
        public Phase {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("a phase must last longer than zero but lasts " + length);
            }
        }
    }

    /** What follows the last phase. */
    public sealed interface Ending {
        /** One demand for good. */
        record Stays(Demand demand) implements Ending {}

        /** The first phase again, and so on. */
        record Repeats() implements Ending {}
    }

    public LoadProfile {
        phases = List.copyOf(phases);
        if (phases.isEmpty() && ending instanceof Ending.Repeats) {
            throw new IllegalArgumentException("a load profile needs a phase to repeat");
        }
    }

    /**
     * Reads a script such as {@code cpu 90 for 40s, then 12} or {@code cpu 120 memory 64mb for 1m, then cpu 12 for 2m,
     * repeat}. CPU is in percent of one core over all masters, memory is the ballast in b, kb, mb or gb, durations are in ms,
     * s or m. What a step does not name stays as it was; a bare number means what was named last. A last step without a
     * duration stays; after one with a duration nothing is asked any more, or with {@code repeat} it begins again.
     *
     * @throws IllegalArgumentException with a sentence that names the step and what is wrong with it
     */
    public static LoadProfile parse(String script) {
        return new ProfileScript(script).read();
    }

    /** The demand at a time since the begin, which must not be negative. */
    public Demand at(Duration elapsed) {
        Duration left =
                ending instanceof Ending.Repeats ? Duration.ofNanos(elapsed.toNanos() % length().toNanos()) : elapsed;
        for (Phase phase : phases) {
            if (left.compareTo(phase.length()) < 0) {
                return phase.demand();
            }
            left = left.minus(phase.length());
        }
        return ending instanceof Ending.Stays stays ? stays.demand() : Demand.NONE;
    }

    /** How long all phases take once. */
    public Duration length() {
        return phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
    }
}
