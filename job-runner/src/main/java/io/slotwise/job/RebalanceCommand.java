package io.slotwise.job;

import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Placements;
import io.slotwise.model.JobEvent;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rebalance}: evens out the load of masters. */
@Command(
        name = "rebalance",
        mixinStandardHelpOptions = true,
        description =
                "Moves slots until all masters that own some carry about the same load, with as few bytes as can be.")
final class RebalanceCommand implements Callable<Integer> {
    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description = "How far from the mean is near enough (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--with",
            paramLabel = "NODE",
            description = "An empty master that takes part; repeat it for every one.")
    private List<String> with = List.of();

    @Override
    public Integer call() {
        if (threshold < 0 || threshold > 100) {
            throw options.wrong("--threshold is from 0 to 100, not " + threshold);
        }
        Stream<LiveNode> more = with.stream()
                .map(name -> options.pod("--with", name))
                .flatMap(pod -> options.view().shardOf(pod).stream());
        List<LiveNode> masters = Stream.concat(options.view().actives().stream(), more)
                .distinct()
                .toList();
        return options.place(JobEvent.Kind.RESHARD, Placements.even(masters, options.loads(), threshold));
    }
}
