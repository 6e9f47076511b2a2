package io.slotwise.job;

import io.slotwise.job.lease.Order;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Ends the job that is at work on a cluster, once the slots that are on their way have arrived.")
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private Orders orders = new Orders();

    @ArgGroup(multiplicity = "1")
    private Way way = new Way();

    /** Where slots that have moved shall be. */
    static final class Way {
        @Option(names = "--roll-forward", description = "What has moved stays where it is.")
        private boolean forward;

        @Option(names = "--roll-back", description = "What has moved in this run goes back.")
        private boolean back;

        Order order() {
            return back && !forward ? Order.ROLL_BACK : Order.ROLL_FORWARD;
        }
    }

    @Override
    public Integer call() {
        return orders.send(way.order());
    }
}
