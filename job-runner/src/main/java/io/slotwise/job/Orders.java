package io.slotwise.job;

import io.slotwise.job.lease.Holder;
import io.slotwise.job.lease.Order;
import io.slotwise.job.lease.Post;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends an order to the job that is at work on a cluster. */
final class Orders {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private NodeOptions nodes = new NodeOptions();

    /** The exit code: 1 when no job is at work or it does not answer. */
    int send(Order order) {
        Access access = nodes.access();
        List<NodeRef> masters = nodes.view().masters().map(LiveNode::ref).toList();
        try {
            Optional<Holder> holder = Post.holder(masters, access);
            if (holder.isEmpty()) {
                return fail("no job is at work on this cluster; slots that one left open are finished by heal");
            }
            String answer = Post.deliver(order, holder.get(), masters.get(0), access);
            spec.commandLine().getOut().println(holder.get() + ": " + answer);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    private int fail(String sentence) {
        spec.commandLine().getErr().println(sentence);
        spec.commandLine().getErr().flush();
        return 1;
    }
}
