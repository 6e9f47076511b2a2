package io.slotwise.job;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.Placement;
import io.slotwise.job.plan.Placements;
import io.slotwise.model.JobEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reshard}: gives a standby its fair share. */
@Command(
        name = "reshard",
        mixinStandardHelpOptions = true,
        description =
                "Moves slots to a master: until it carries its fair share, from the most loaded masters first; or as"
                        + " many as are named.")
final class ReshardCommand implements Callable<Integer> {
    @Mixin
    private JobOptions options = new JobOptions();

    @Option(names = "--to", paramLabel = "NODE", description = "The standby, or another receiver.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--below",
            paramLabel = "PERCENT",
            defaultValue = "105",
            description = "Without --to: how much of the mean load the master to --relieve may carry (default:"
                    + " ${DEFAULT-VALUE}).")
    private double below;

    @Mixin
    private GiveOptions give = new GiveOptions();

    @Option(
            names = "--relieve",
            paramLabel = "POD",
            description = "The master to relieve; it counts as no less loaded than any other.")
    private Optional<String> relieve = Optional.empty();

    @Option(
            names = "--cpu",
            paramLabel = "POD=PERCENT",
            description = "CPU of a master before the reshard; give the same when you run it again to resume.")
    private List<String> cpu = List.of();

    @Override
    public Integer call() {
        if (to.isEmpty() && relieve.isPresent() && cpu.isEmpty() && !give.areGiven()) {
            return relieve(relieve.get());
        }
        String receiver = options.pod(
                "--to",
                to.orElseThrow(() -> options.wrong("say who receives, with --to; or name just a master to --relieve")));
        if (give.areGiven()) {
            GiveOptions.Result result = give.goal(options, receiver);
            return result.goal()
                    .map(goal -> options.run(JobEvent.Kind.RESHARD, goal))
                    .orElseGet(() -> options.refuse(result.refusal()));
        }
        return options.run(
                JobEvent.Kind.RESHARD,
                new Goal.Reshard(receiver, relieve.map(name -> options.pod("--relieve", name)), percents()));
    }

    /** To whoever has room. */
    private int relieve(String name) {
        if (below < 100) {
            throw options.wrong("--below is 100 or more, not " + below);
        }
        String pod = options.pod("--relieve", name);
        ClusterView view = options.view();
        Placement placement = view.shardOf(pod)
                .map(hot -> Placements.relieve(hot, view.actives(), options.loads(), below))
                .orElseGet(() -> new Placement.Refused("the master of " + pod + " does not answer"));
        return options.place(JobEvent.Kind.RESHARD, placement);
    }

    private Map<String, Double> percents() {
        Map<String, Double> percents = new HashMap<>();
        for (String text : cpu) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw options.wrong("--cpu is written POD=PERCENT, not '" + text + "'");
            }
            String pod = options.pod("--cpu", text.substring(0, equals));
            percents.put(pod, percent(text.substring(equals + 1), text));
        }
        return percents;
    }

    private double percent(String number, String text) {
        try {
            double percent = Double.parseDouble(number);
            if (percent >= 0 && percent <= 1000) {
                return percent;
            }
        } catch (NumberFormatException e) {
            throw options.wrong("'" + number + "' in --cpu " + text + " is not a number");
        }
        throw options.wrong("--cpu " + text + " is not from 0 to 1000");
    }
}
