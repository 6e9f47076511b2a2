package io.slotwise.job.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a job is going to do, as far as it can be told from what nodes say now.
 *
 * @param stages changes, in order
 * @param means with what slots are moved
 * @param sizes how the sizes of slots became known
 * @param end what it comes to: {@link Step.Done}, a refusal, or something that has to be waited for first
 */
public record Plan(List<Stage> stages, Means means, SlotLoads.Sizes sizes, Step end) {
    /** More steps than any job takes; a plan that is longer runs in a circle. */
    private static final int MOST = 200;

    /**
     * One change.
     *
     * @param sentence what is done
     * @param freights what is moved; empty unless slots move
     * @param keyByKey who gives slots without the server's own migration
     */
    public record Stage(String sentence, List<Freight> freights, Set<NodeRef> keyByKey) {
        public Stage {
            freights = List.copyOf(freights);
            keyByKey = Set.copyOf(keyByKey);
        }

        private static Stage of(Step.Change change, Means means, SlotLoads loads) {
            if (!(change instanceof Step.MoveSlots move)) {
                return new Stage(change.sentence(), List.of(), Set.of());
            }
            boolean natively = means.way().isNative() && move.cause() == Step.Cause.PLANNED; // open slots are refused
            Set<NodeRef> keyByKey =
                    natively ? Set.of() : move.moves().stream().map(Move::from).collect(Collectors.toSet());
            return new Stage(change.sentence(), Freight.of(move.moves(), loads), keyByKey);
        }
    }

    public Plan {
        stages = List.copyOf(stages);
    }

    /**
     * Goes through a job in mind.
     *
     * @param begin what the nodes say now
     * @param keys keys per slot now
     * @param loads what slots take and cost now
     */
    public static Plan of(Goal goal, ClusterView begin, SlotKeys keys, SlotLoads loads) {
        Rehearsal rehearsal = new Rehearsal(begin, keys);
        List<Stage> stages = new ArrayList<>();
        ClusterView view = begin.with(keys);
        Step last = new Step.Done();
        while (stages.size() < MOST) {
            Step step = goal.next(view);
            if (step instanceof Step.Linger linger) {
                rehearsal.linger(linger.ids());
            } else if (step instanceof Step.Change change && !step.equals(last)) {
                stages.add(Stage.of(change, begin.means(), loads));
                change.applyTo(rehearsal);
            } else {
                return new Plan(
                        stages, begin.means(), loads.sizes(), step instanceof Step.Change ? new Step.Done() : step);
            }
            last = step;
            view = rehearsal.view();
        }
        throw new IllegalStateException("the plan runs in a circle");
    }

    /** Why it must not be done, or cannot be done now; empty when it can. */
    public Optional<String> objection() {
        if (end instanceof Step.Refuse refusal) {
            return Optional.of(refusal.sentence());
        }
        return end instanceof Step.Wait wait ? Optional.of(wait.reason()) : Optional.empty();
    }

    /** Who gives slots without the server's own migration. */
    public Set<NodeRef> keyByKey() {
        return stages.stream().flatMap(stage -> stage.keyByKey().stream()).collect(Collectors.toSet());
    }

    /** Whether it can only be told when it is known how busy nodes are. */
    public boolean wantsTrends() {
        return end instanceof Step.Watch;
    }

    /** Lines for a terminal. */
    public String text() {
        if (stages.isEmpty()) {
            return "Nothing to do.";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < stages.size(); i++) {
            text.append(
                    String.format(Locale.ROOT, "%d. %s%n", i + 1, stages.get(i).sentence()));
            text.append(Freight.table(stages.get(i).freights(), means, sizes));
        }
        return text.toString().stripTrailing();
    }
}
