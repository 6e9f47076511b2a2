package io.slotwise.streams.decision;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster, a collector with flaws and a reconciler, driven by steps; it keeps what was judged and what came of it. */
final class World {
    private final Decider decider = new Decider(Rules.DEFAULT);
    private final List<Judged> history = new ArrayList<>();
    private Clusters cluster;
    private State state;
    private Instant now = Clusters.START;
    private Optional<Intent> open = Optional.empty();

    /** One sample, what was known when it was judged, and what came of it. */
    record Judged(ClusterRecord cluster, Sample sample, Instant now, Step.Flaw flaw, Outcome outcome) {}

    World(Clusters cluster) {
        this.cluster = cluster;
        this.state = State.UNKNOWN.learn(cluster.record());
    }

    static List<Judged> run(Clusters cluster, List<Step> steps) {
        World world = new World(cluster);
        steps.forEach(world::take);
        return world.history;
    }

    private void take(Step step) {
        now = now.plusSeconds(step.seconds() + (step.flaw() == Step.Flaw.STALE ? 46 : 0));
        Sample sample = sample(step).sample();
        Outcome outcome = decider.decide(state, sample, now);
        history.add(new Judged(cluster.record(), sample, now, step.flaw(), outcome));
        state = outcome.state();
        open = outcome.intent().or(() -> open);
        answer(step.answer());
    }

    private void answer(Step.Answer answer) {
        switch (answer) {
            case NOTHING -> {}
            case APPLY_INTENT ->
                open.filter(intent -> intent.generation() == cluster.record().generation()
                                && now.isBefore(intent.expiresAt()))
                        .ifPresent(this::apply);
            case BEGIN_OPERATION -> learn(cluster.running(ClusterRecord.Operation.Kind.RESHARD));
            case END_OPERATION -> learn(cluster.quiet());
            case EDIT_SPEC -> learn(cluster.generation(cluster.record().generation() + 1));
        }
    }

    private void apply(Intent intent) {
        open = Optional.empty();
        learn(cluster.generation(intent.generation() + 1)
                .masters(intent.masters())
                .scaledAt(now));
    }

    private void learn(Clusters next) {
        cluster = next.at(now);
        state = state.learn(cluster.record());
    }

    private Samples sample(Step step) {
        int masters = cluster.record().masters() + (step.flaw() == Step.Flaw.OTHER_TOPOLOGY ? 1 : 0);
        Samples sample = Samples.of(Clusters.CART, at(step), step.cpuOf(masters), step.memoryOf(masters));
        Sample.ClusterHealth well = Samples.healthy();
        return switch (step.flaw()) {
            case NONE, STALE, OUT_OF_ORDER, FROM_THE_FUTURE, OTHER_TOPOLOGY -> sample;
            case SILENT_MASTER -> sample.silent("cart-1", NodeSample.Role.UNKNOWN);
            case MISSING_POD -> sample.without("cart-5");
            case MISSING_CPU -> sample.load("cart-1", Samples.load(-1, step.memoryOf(masters)[1]));
            case MISSING_MEMORY -> sample.load("cart-1", Samples.load(step.cpuOf(masters)[1], -1));
            case STATE_FAIL ->
                sample.health(
                        new Sample.ClusterHealth(Sample.ClusterHealth.State.FAIL, SlotSet.COUNT, SlotSet.EMPTY, true));
            case OPEN_SLOT -> sample.health(new Sample.ClusterHealth(well.state(), SlotSet.COUNT, SlotSet.of(7), true));
            case DISAGREEMENT ->
                sample.health(new Sample.ClusterHealth(well.state(), SlotSet.COUNT, SlotSet.EMPTY, false));
            case NO_STANDBY -> sample.notJoined("cart-" + masters);
        };
    }

    private Instant at(Step step) {
        return switch (step.flaw()) {
            case STALE -> now.minusSeconds(46);
            case OUT_OF_ORDER -> Clusters.START;
            case FROM_THE_FUTURE -> now.plusSeconds(16);
            default -> now;
        };
    }
}
