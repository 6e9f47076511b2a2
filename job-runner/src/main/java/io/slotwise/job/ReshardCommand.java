package io.slotwise.job;

import io.slotwise.job.plan.Goal;
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
        description = "Moves slots to a standby until it carries its fair share, from the most loaded masters first.")
final class ReshardCommand implements Callable<Integer> {
    @Mixin
    private JobOptions options = new JobOptions();

    @Option(names = "--to", required = true, paramLabel = "POD", description = "The standby.")
    private String to = "";

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
        options.mustBeNamed("--to", to);
        relieve.ifPresent(pod -> options.mustBeNamed("--relieve", pod));
        return options.run(JobEvent.Kind.RESHARD, new Goal.Reshard(to, relieve, percents()));
    }

    private Map<String, Double> percents() {
        Map<String, Double> percents = new HashMap<>();
        for (String text : cpu) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw options.wrong("--cpu is written POD=PERCENT, not '" + text + "'");
            }
            options.mustBeNamed("--cpu", text.substring(0, equals));
            percents.put(text.substring(0, equals), percent(text.substring(equals + 1), text));
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
