package io.slotwise.job;

import io.slotwise.job.plan.Goal;
import io.slotwise.model.JobEvent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code heal}: mends a cluster. */
@Command(
        name = "heal",
        mixinStandardHelpOptions = true,
        description = "Finishes slots that were left open, gives replicas without a master one, and strikes dead nodes"
                + " without slots from all tables. It never guesses which copy of data counts.")
final class HealCommand implements Callable<Integer> {
    @Mixin
    private JobOptions options = new JobOptions();

    @Override
    public Integer call() {
        return options.run(JobEvent.Kind.HEAL, new Goal.Heal());
    }
}
