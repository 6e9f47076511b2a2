package io.slotwise.streams.replay;

import java.util.Locale;

/**
 * The plain threshold rule: any master over the high threshold, one more; all under the low one, one fewer; and a cooldown.
 *
 * @param high percent
 * @param low percent, less than {@code high}
 */
record ThresholdRule(double high, double low) implements Contender {
    private static final double COOLDOWN_SECONDS = 60;

    ThresholdRule {
        if (!(low < high)) {
            throw new IllegalArgumentException("threshold:HIGH/LOW needs HIGH over LOW, not " + high + "/" + low);
        }
    }

    @Override
    public String name() {
        return "threshold:" + Contenders.number(high) + "/" + Contenders.number(low);
    }

    @Override
    public Pilot pilot(Course course, Diary diary) {
        return new Run();
    }

    private final class Run implements Pilot {
        private double hottest;

        @Override
        public int wanted(Observation seen) {
            if (seen.sight() != Course.Sight.SEEN || seen.sinceLastScaling() < COOLDOWN_SECONDS) {
                return seen.wanted();
            }
            hottest = Math.max(seen.hottestCpu(), seen.hottestMemory());
            if (hottest > high) {
                return seen.wanted() + 1;
            }
            return hottest < low ? seen.wanted() - 1 : seen.wanted();
        }

        @Override
        public String why() {
            return hottest > high
                    ? String.format(Locale.ROOT, "A master has %.1f %%, over %s %%.", hottest, Contenders.number(high))
                    : String.format(
                            Locale.ROOT,
                            "Every master is under %s %%; the highest has %.1f %%.",
                            Contenders.number(low),
                            hottest);
        }
    }
}
