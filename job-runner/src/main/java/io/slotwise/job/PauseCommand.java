package io.slotwise.job;

import io.slotwise.job.lease.Order;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pause}. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description =
                "Holds the job that is at work on a cluster on, once the slots that are on their way have arrived.")
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private Orders orders = new Orders();

    @Override
    public Integer call() {
        return orders.send(Order.PAUSE);
    }
}
