package io.slotwise.job;

import io.slotwise.job.plan.Goal;
import io.slotwise.model.JobEvent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code failover}: hands a master over to one of its replicas. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description = "Lets a replica take its master's place, with the master's consent, once its copy is complete; no"
                + " write is lost. Waits until all nodes agree.")
final class FailoverCommand implements Callable<Integer> {
    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--to",
            paramLabel = "NODE",
            required = true,
            description = "The replica that takes over. One that is a master already is left as it is.")
    private String to = "";

    @Override
    public Integer call() {
        return options.run(JobEvent.Kind.FAILOVER, new Goal.Failover(options.pod("--to", to)));
    }
}
