package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Takes marks away from slots that a node has come to own without a hand-over of ours. */
public final class Marks {
    /** A master that has got its slots back stays down for up to 5 s more. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private Marks() {}

    /** As soon as the cluster is up: slots without an owner have kept it down. */
    public static void remove(SlotSet slots, NodeRef owner, Connections connections) throws IOException {
        List<Command> commands = slots.stream().mapToObj(CopyMark::remove).toList();
        connections.allSoon(owner.host(), owner.port(), commands, PATIENCE, refusal -> refusal.says("CLUSTERDOWN"));
    }

    /**
     * Before a server moves slots by itself, those that it owns. A mark that was left there would go along, and while the source
     * has not deleted yet what it gave away, say of it that it counts.
     */
    static void tryRemove(List<Integer> slots, NodeRef owner, Connections connections) throws IOException {
        List<Command> commands = slots.stream().map(CopyMark::remove).toList();
        connections.talk(owner.host(), owner.port(), it -> it.askAll(commands));
    }
}
