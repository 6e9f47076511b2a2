package io.slotwise.job;

import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Placement;
import io.slotwise.job.plan.Placements;
import io.slotwise.model.JobEvent;
import java.util.List;
import java.util.Map;
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

    @Mixin
    private MachineOptions machines = new MachineOptions();

    @Option(
            names = "--empty",
            paramLabel = "POD",
            description = "The master to empty; without it one that leaves, or the one with fewest keys.")
    private Optional<String> empty = Optional.empty();

    @Option(names = "--leaving", paramLabel = "POD", description = "A pod that goes away; repeat it for every one.")
    private List<String> leaving = List.of();

    @Override
    public Integer call() {
        return size.isGiven() || options.origin() == NodeOptions.Origin.NAMED ? shrink() : empty();
    }

    /** The master's slots go to the others; it stays in the cluster, empty. */
    private int empty() {
        String pod = options.pod(
                "--empty",
                empty.orElseThrow(
                        () -> options.wrong("say which master to empty, with --empty; or how large the cluster"
                                + " shall be, with --masters and --replicas")));
        Optional<LiveNode> from = options.view().shardOf(pod);
        return from.isEmpty() || from.get().slots().isEmpty()
                ? options.place(JobEvent.Kind.DRAIN, new Placement.Wanted(Map.of(), List.of()))
                : options.place(JobEvent.Kind.DRAIN, Placements.empty(from.get(), others(from.get()), options.loads()));
    }

    private List<LiveNode> others(LiveNode from) {
        return options.view().actives().stream()
                .filter(node -> !node.equals(from))
                .toList();
    }

    private int shrink() {
        return options.run(
                JobEvent.Kind.DRAIN,
                new Goal.Drain(
                        size.masters(),
                        size.replicas(),
                        empty.map(name -> options.pod("--empty", name)),
                        leaving.stream()
                                .map(name -> options.pod("--leaving", name))
                                .collect(Collectors.toSet()),
                        machines.machines()));
    }
}
