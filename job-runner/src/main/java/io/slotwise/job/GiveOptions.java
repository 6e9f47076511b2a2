package io.slotwise.job;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.model.topology.SlotSet;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A number of slots from one master to another. */
final class GiveOptions {
    @Option(names = "--from", paramLabel = "NODE", description = "The master that gives.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--until-slots",
            paramLabel = "NUMBER",
            description = "With --from: how many slots the receiver owns in the end; can be run again.")
    private Optional<Integer> until = Optional.empty();

    @Option(
            names = "--slots",
            paramLabel = "NUMBER",
            description = "With --from: how many slots it gives. Run again, it would give as many again: the job prints"
                    + " the --until-slots with which to resume.")
    private Optional<Integer> slots = Optional.empty();

    /** Whether slots are to be given at all. */
    boolean areGiven() {
        return from.isPresent() || until.isPresent() || slots.isPresent();
    }

    /** The goal, or why there is none. */
    Result goal(JobOptions options, String to) {
        if (from.isEmpty() || until.isPresent() == slots.isPresent()) {
            throw options.wrong("--from goes with one of --until-slots and --slots");
        }
        String giver = options.pod("--from", from.get());
        if (until.isPresent()) {
            return new Result(Optional.of(Goal.Give.now(options.view(), giver, to, checked(options, until.get()))), "");
        }
        int count = checked(options, slots.orElse(0));
        ClusterView view = options.view();
        if (!view.open().isEmpty()) {
            return new Result(
                    Optional.empty(),
                    "slots are open, left by a run that was cut off; it printed the --until-slots with which to resume."
                            + " Use that, or close them first with heal: --slots " + count
                            + " cannot tell how many were moved already");
        }
        int wanted =
                count + view.shardOf(to).map(LiveNode::slots).map(SlotSet::size).orElse(0);
        options.say("To resume should this be cut off: the same with --until-slots " + wanted + " instead of --slots "
                + count);
        return new Result(Optional.of(Goal.Give.now(view, giver, to, wanted)), "");
    }

    private static int checked(JobOptions options, int number) {
        if (number < 0 || number > SlotSet.COUNT) {
            throw options.wrong("the number of slots is from 0 to 16384, not " + number);
        }
        return number;
    }

    /**
     * A goal or a refusal.
     *
     * @param goal absent when refused
     * @param refusal why
     */
    record Result(Optional<Goal> goal, String refusal) {}
}
