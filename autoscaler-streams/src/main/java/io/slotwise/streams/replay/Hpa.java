package io.slotwise.streams.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Kubernetes' HorizontalPodAutoscaler (autoscaling/v2) with its defaults, on a target utilisation of CPU and, where there
 * is a limit, memory: tolerance 0.1, a look every 15 s, no more than 4 more or twice as many at once, and the highest
 * recommendation of the last 300 s when fewer are wanted.
 *
 * @param target percent, more than 0
 */
record Hpa(double target) implements Contender {
    private static final double TOLERANCE = 0.1;
    private static final double PERIOD_SECONDS = 15;
    private static final double STABILIZATION_SECONDS = 300;
    private static final int MOST_PODS = 4;
    private static final int MOST_TIMES = 2;

    @Override
    public String name() {
        return "hpa:" + Contenders.number(target);
    }

    @Override
    public Pilot pilot(Course course, Diary diary) {
        return new Run();
    }

    private record Recommendation(double seconds, int masters) {}

    private final class Run implements Pilot {
        private final Deque<Recommendation> recent = new ArrayDeque<>();
        private double lastLook = Double.NEGATIVE_INFINITY;
        private double average;
        private int before;
        private int desired;

        @Override
        public int wanted(Observation seen) {
            if (seen.sight() != Course.Sight.SEEN || seen.seconds() - lastLook < PERIOD_SECONDS) {
                return seen.wanted();
            }
            lastLook = seen.seconds();
            before = seen.masters();
            average = Math.max(seen.averageCpu(), seen.averageMemory());
            int recommended = Math.max(
                    replicas(seen.masters(), seen.averageCpu()),
                    seen.knowsMemory() ? replicas(seen.masters(), seen.averageMemory()) : 0);
            desired = limited(seen.masters(), stabilized(seen.seconds(), recommended));
            return desired;
        }

        /** Down only to the highest of what was recommended lately; up at once. */
        private int stabilized(double seconds, int recommended) {
            while (!recent.isEmpty() && recent.peekFirst().seconds() <= seconds - STABILIZATION_SECONDS) {
                recent.removeFirst();
            }
            while (!recent.isEmpty() && recent.peekLast().masters() <= recommended) {
                recent.removeLast();
            }
            recent.addLast(new Recommendation(seconds, recommended));
            int highest = recent.peekFirst().masters();
            return recommended >= before ? recommended : Math.min(before, highest);
        }

        private int limited(int masters, int wanted) {
            return Math.min(wanted, Math.max(masters + MOST_PODS, masters * MOST_TIMES));
        }

        @Override
        public String why() {
            return String.format(
                    Locale.ROOT,
                    "Average utilisation %.1f %% of a target of %s %%: %d masters × ratio → %d.",
                    average,
                    Contenders.number(target),
                    before,
                    desired);
        }
    }

    private int replicas(int masters, double average) {
        double ratio = average / target;
        return Math.abs(1 - ratio) <= TOLERANCE ? masters : Contenders.ceil(masters * ratio);
    }
}
