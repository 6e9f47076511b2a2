package io.slotwise.streams.decision;

import io.slotwise.model.Limits;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import io.slotwise.model.move.MoveModel;
import io.slotwise.streams.decision.adaptive.Bounds;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The threshold rules, sharpened by what was learned of the cluster: how many masters at once, whether fewer of them would
 * pay, and whether a rise is near. Above a threshold it always asks for more, and for fewer only below the low ones.
 */
final class AdaptiveRules {
    /** Used memory of a master whose bytes are not known. */
    private static final double USUAL_BYTES = 1e9;

    private static final int MOST_MASTERS = 100;

    private AdaptiveRules() {}

    /** What is known after this sample; the very same object when its five minutes were learned already. */
    static Learned learn(Learned before, Situation s) {
        Learned known =
                Excess.ended(s.watch().ledger().excess(), s).map(before::and).orElse(before);
        OptionalDouble demand = s.cpuDemand();
        if (demand.isEmpty()) {
            return known;
        }
        return known.cpu()
                .learn(s.at(), demand.getAsDouble(), bounds(s))
                .map(known::with)
                .orElse(known);
    }

    private static Bounds bounds(Situation s) {
        int least = s.policy().minMasters();
        return new Bounds(least, Math.max(least, s.policy().maxMasters().orElse(MOST_MASTERS)), moves(s));
    }

    static Bounds.Moves moves(Situation s) {
        double bytes = s.masters().stream()
                .mapToDouble(m -> m.usedBytes().isPresent() ? m.usedBytes().getAsLong() : USUAL_BYTES)
                .sum();
        return new Bounds.Moves() {
            @Override
            public double minutes(int from, int to) {
                return MoveModel.DEFAULT.seconds(from, to, bytes) / 60;
            }

            @Override
            public double overhead(int from, int to) {
                return MoveModel.overheadPercent(from);
            }
        };
    }

    static Demand judge(Situation s, Learned learned) {
        Demand plain = LoadRules.judge(s);
        int present = s.cluster().masters();
        double demand = LoadRules.hottest(s).cpu().orElse(0) * present;
        OptionalInt cheapest = learned.cpu().wanted(s.at(), present, demand);
        if (cheapest.isEmpty()) {
            return plain;
        }
        Advice advice = new Advice(s, learned, present, demand, cheapest.getAsInt());
        if (plain instanceof Demand.Scaling scaling) {
            return scaling.direction() == Direction.OUT ? advice.out(scaling) : advice.in(scaling);
        }
        return plain instanceof Demand.Nothing nothing && nothing.reason() == Reason.WITHIN_THRESHOLDS
                ? advice.ahead(nothing)
                : plain;
    }

    /** What was learned, applied to one sample. */
    private record Advice(Situation s, Learned learned, int present, double demand, int cheapest) {

        Demand out(Demand.Scaling plain) {
            int masters = bounded(cheapest);
            return masters <= present || masters == plain.masters() ? plain : plain.to(masters, grounds(masters));
        }

        Demand in(Demand.Scaling plain) {
            if (present <= s.policy().minMasters()) {
                return plain;
            }
            if (cheapest >= present) {
                return new Demand.Nothing(Reason.LOW_MAY_NOT_LAST, this::notLasting);
            }
            int masters = bounded(cheapest);
            while (masters < present - 1
                    && !new Attempt(s, plain.to(masters, grounds(masters)), Streak.NONE, learned).fits()) {
                masters++;
            }
            return plain.to(masters, grounds(masters));
        }

        Demand ahead(Demand.Nothing nothing) {
            int masters = bounded(cheapest);
            if (masters <= present || s.policy().limits().forecast() == Limits.Forecast.OFF) {
                return nothing;
            }
            double minutes = moves(s).minutes(present, masters);
            double expected = learned.cpu().expected(s.at(), demand, minutes + 5) / present;
            Policy.Thresholds cpu = s.policy().cpu();
            if (expected <= cpu.high()) {
                return nothing;
            }
            MasterLoad hottest = LoadRules.hottest(s);
            String grounds = "At this time of day and week it usually rises to " + Words.percent(expected) + " within "
                    + Math.round(minutes + 5) + " min, the time that scaling takes. " + grounds(masters);
            return new Demand.Scaling(Direction.OUT, Reason.CPU_EXPECTED_ABOVE_THRESHOLD, hottest, masters, grounds);
        }

        /** Within minMasters, maxMasters and maxStep. */
        private int bounded(int masters) {
            Policy policy = s.policy();
            int step = policy.limits().maxStep().orElse(MOST_MASTERS);
            int near = Math.max(present - step, Math.min(present + step, masters));
            return Math.max(policy.minMasters(), Math.min(policy.maxMasters().orElse(MOST_MASTERS), near));
        }

        private String grounds(int masters) {
            return "By " + Words.hours(learned.cpu().minutes()) + " of its own history, "
                    + Words.count(masters, "master")
                    + " cost least at this load"
                    + (learned.cpu().isSeasonal() ? " and time. " : ". ");
        }

        private String notLasting() {
            return "Every master is below both low thresholds (" + LoadRules.highest(s) + "); but by "
                    + Words.hours(learned.cpu().minutes())
                    + " of its own history, such a load does not last long enough to pay for taking a master away and"
                    + " giving it back. The load must fall further, or stay as it is more often.";
        }
    }
}
