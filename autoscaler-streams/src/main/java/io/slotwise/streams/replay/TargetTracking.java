package io.slotwise.streams.replay;

import java.util.Locale;

/**
 * Target tracking as managed Redis has it: out as soon as the average is over the target, by the share that it is over; in
 * only when it is under three quarters of it, one at a time; cooldowns of 60 s out and 300 s in.
 *
 * @param target percent, more than 0
 */
record TargetTracking(double target) implements Contender {
    private static final double IN_SHARE = 0.75;
    private static final double OUT_COOLDOWN_SECONDS = 60;
    private static final double IN_COOLDOWN_SECONDS = 300;

    @Override
    public String name() {
        return "target-tracking:" + Contenders.number(target);
    }

    @Override
    public Pilot pilot(Course course, Diary diary) {
        return new Run();
    }

    private final class Run implements Pilot {
        private double average;

        @Override
        public int wanted(Observation seen) {
            if (seen.sight() != Course.Sight.SEEN || seen.isRunning()) {
                return seen.wanted();
            }
            average = Math.max(seen.averageCpu(), seen.averageMemory());
            int formula = Contenders.ceil(seen.masters() * average / target);
            if (average > target && seen.sinceLastScaling() >= OUT_COOLDOWN_SECONDS) {
                return Math.max(seen.masters(), formula);
            }
            if (average < IN_SHARE * target && seen.sinceLastScaling() >= IN_COOLDOWN_SECONDS) {
                return Math.min(seen.masters(), Math.max(seen.masters() - 1, formula));
            }
            return seen.masters();
        }

        @Override
        public String why() {
            return average > target
                    ? String.format(
                            Locale.ROOT,
                            "The average is %.1f %%, over the target of %s %%.",
                            average,
                            Contenders.number(target))
                    : String.format(
                            Locale.ROOT,
                            "The average is %.1f %%, under three quarters of the target of %s %%.",
                            average,
                            Contenders.number(target));
        }
    }
}
