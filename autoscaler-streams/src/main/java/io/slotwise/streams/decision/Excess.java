package io.slotwise.streams.decision;

import io.slotwise.streams.decision.adaptive.Spells;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A load above {@code cpuThreshold} that lasts, counted against the masters that were there when it began, whether or not
 * more came since.
 *
 * @param masters how many there were
 * @param since when it began
 * @param last when it was seen last
 * @param demand the hottest master's CPU times the number of masters then, percent of one core
 * @param peak the highest demand so far
 * @param minutes for how long they would have been in violation so far
 */
public record Excess(int masters, Instant since, Instant last, double demand, double peak, double minutes) {
    /** Over a longer time without a sample to judge, nothing is known of how long it lasted. */
    private static final Duration GAP = Duration.ofMinutes(30);

    /** What is open after a sample that was fit to be judged. */
    static Optional<Excess> after(Optional<Excess> open, Situation s) {
        OptionalDouble demand = s.cpuDemand();
        if (demand.isEmpty()) {
            return open;
        }
        return open.isPresent()
                ? open.map(excess -> excess.at(s, demand.getAsDouble())).filter(excess -> !excess.isOver(s))
                : begun(s, demand.getAsDouble());
    }

    /** What a sample has brought to its end; what would never have been a violation tells nothing of loads that are. */
    static Optional<Spells.Spell> ended(Optional<Excess> open, Situation s) {
        OptionalDouble demand = s.cpuDemand();
        return open.filter(excess -> demand.isPresent() && !s.at().isAfter(excess.last.plus(GAP)))
                .map(excess -> excess.at(s, demand.getAsDouble()))
                .filter(excess -> excess.isOver(s) && excess.minutes > 0)
                .map(excess -> excess.spell(s));
    }

    private static Optional<Excess> begun(Situation s, double demand) {
        int masters = s.masters().size();
        return demand > (double) s.policy().cpu().high() * masters
                ? Optional.of(new Excess(masters, s.at(), s.at(), demand, demand, 0))
                : Optional.empty();
    }

    private Excess at(Situation s, double next) {
        boolean wasCostly = demand >= Spells.violation() * masters;
        double more = wasCostly ? Duration.between(last, s.at()).toMillis() / 60_000.0 : 0;
        return new Excess(masters, since, s.at(), next, Math.max(peak, next), minutes + more);
    }

    private boolean isOver(Situation s) {
        return demand <= (double) s.policy().cpu().high() * masters || s.at().isAfter(since.plus(Spells.longest()));
    }

    private Spells.Spell spell(Situation s) {
        int needed = (int) Math.ceil(peak / s.policy().cpu().high());
        return new Spells.Spell(minutes, Math.max(1, needed - masters));
    }
}
