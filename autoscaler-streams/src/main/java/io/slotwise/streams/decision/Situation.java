package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One sample together with all that it is judged by.
 *
 * @param cluster what the reconciler said last
 * @param watch what is remembered from earlier samples
 * @param sample the sample
 * @param now the time at which it is judged
 * @param rules the core's own numbers
 * @param masters the active masters' numbers, in the sample's order
 */
record Situation(
        ClusterRecord cluster, Watch watch, Sample sample, Instant now, Rules rules, List<MasterLoad> masters) {

    static Situation of(ClusterRecord cluster, Watch watch, Sample sample, Instant now, Rules rules) {
        return new Situation(
                cluster,
                watch,
                sample,
                now,
                rules,
                sample.activeMasters().map(MasterLoad::of).toList());
    }

    Situation with(Watch next) {
        return new Situation(cluster, next, sample, now, rules, masters);
    }

    /** The hottest master's CPU times the number of masters, percent of one core; empty when one's is not known. */
    OptionalDouble cpuDemand() {
        OptionalDouble hottest = masters.stream()
                .mapToDouble(master -> master.cpu().orElse(Double.NaN))
                .max();
        return hottest.isEmpty() || Double.isNaN(hottest.getAsDouble())
                ? OptionalDouble.empty()
                : OptionalDouble.of(hottest.getAsDouble() * masters.size());
    }

    boolean isAdaptive() {
        return policy().strategy() == Policy.Strategy.ADAPTIVE;
    }

    Policy policy() {
        return cluster.policy();
    }

    Instant at() {
        return sample.at();
    }

    Duration interval() {
        return policy().metricsQueryInterval();
    }

    Duration staleAfter() {
        return rules.staleAfter(policy());
    }
}
