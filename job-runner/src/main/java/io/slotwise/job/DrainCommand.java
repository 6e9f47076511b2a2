package io.slotwise.job;

import io.slotwise.job.plan.Goal;
import io.slotwise.model.JobEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drain}: empties a master and takes nodes out. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = "Moves a master's slots to the others and takes the leaving nodes out of the cluster.")
final class DrainCommand implements Callable<Integer> {
    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private SizeOptions size = new SizeOptions();

    @Option(
            names = "--empty",
            paramLabel = "POD",
            description = "The master to empty; without it one that leaves, or the one with fewest keys.")
    private Optional<String> empty = Optional.empty();

    @Option(names = "--leaving", paramLabel = "POD", description = "A pod that goes away; repeat it for every one.")
    private List<String> leaving = List.of();

    @Override
    public Integer call() {
        return options.run(
                JobEvent.Kind.DRAIN,
                new Goal.Drain(
                        size.masters(),
                        size.replicas(),
                        empty.map(name -> options.pod("--empty", name)),
                        leaving.stream()
                                .map(name -> options.pod("--leaving", name))
                                .collect(Collectors.toSet())));
    }
}
