package io.slotwise.job;

import io.slotwise.job.plan.Goal;
import io.slotwise.model.JobEvent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bootstrap}: forms a cluster, or takes new nodes into it. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description = "Forms a cluster out of the named nodes, or takes new ones in as the next standby.")
final class BootstrapCommand implements Callable<Integer> {
    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private SizeOptions size = new SizeOptions();

    @Mixin
    private MachineOptions machines = new MachineOptions();

    @Override
    public Integer call() {
        return options.run(
                JobEvent.Kind.BOOTSTRAP, new Goal.Bootstrap(size.masters(), size.replicas(), machines.machines()));
    }
}
