package io.slotwise.job;

import io.slotwise.job.lease.Order;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code resume}. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a paused job go on.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private Orders orders = new Orders();

    @Override
    public Integer call() {
        return orders.send(Order.RESUME);
    }
}
