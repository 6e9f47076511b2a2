package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a cluster's shadow policies from sample to sample. Each is judged by beside the cluster's own
 * policy, as if it were alone, and acts on nothing: its cooldown counts from the scalings that it would have made.
 *
 * @param watches what each remembers, by its name
 */
public record Shadows(Map<String, Watch> watches) {
    public static final Shadows NONE = new Shadows(Map.of());

    public Shadows {
        watches = Map.copyOf(watches);
    }

    /**
     * What came of one sample.
     *
     * @param next what is remembered from then on
     * @param outcomes each policy's, by its name; none has an intent
     */
    public record Judged(Shadows next, Map<String, Outcome> outcomes) {}

    /**
     * Judges one sample by every shadow policy.
     *
     * @param own what is known of the cluster, this sample included: what was learned serves all
     */
    public Judged judge(Decider decider, State own, Sample sample, Instant now) {
        if (own.cluster().isEmpty() || own.cluster().get().policy().shadows().isEmpty()) {
            return new Judged(NONE, Map.of());
        }
        ClusterRecord cluster = own.cluster().get();
        Map<String, Watch> next = new LinkedHashMap<>();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (Policy.Shadow shadow : cluster.policy().shadows()) {
            Watch watch = watches.getOrDefault(shadow.name(), Watch.NEW).besides(own.watch(), cluster.generation());
            State state = new State(Optional.of(judgedBy(cluster, shadow.policy())), watch, own.learned());
            Outcome outcome = decider.decide(state, sample, now);
            Watch then = outcome.state().watch();
            next.put(shadow.name(), outcome.intent().isPresent() ? then.supposed() : then);
            outcomes.put(shadow.name(), outcome.asShadow(shadow.name()));
        }
        return new Judged(new Shadows(next), outcomes);
    }

    /** Its rules in place of the cluster's own; that the cluster was scaled is none of its doing. */
    private static ClusterRecord judgedBy(ClusterRecord cluster, Policy policy) {
        return new ClusterRecord(
                cluster.cluster(),
                cluster.at(),
                cluster.generation(),
                cluster.masters(),
                cluster.replicasPerMaster(),
                policy,
                cluster.endpoints(),
                cluster.phase(),
                cluster.operation(),
                Optional.empty());
    }
}
