package io.slotwise.job.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An open slot's way to a node that cannot be reached: what a person can do.
 *
 * @param owner who owns the slot
 * @param id of the node
 */
record LostDestination(ClusterView view, int slot, LiveNode owner, String id) {
    String sentence() {
        return "slot " + slot + " was on its way from " + owner.pod() + " to node " + id
                + ", which cannot be reached and may hold some of its keys; bring it back, or, if it is gone for good, "
                + withoutIt();
    }

    /** A replica does not take over by itself from a master that owns no slots. */
    private String withoutIt() {
        List<LiveNode> replicas = Succession.replicas(view, id);
        return replicas.isEmpty()
                ? siblings() + "say CLUSTER SETSLOT " + slot + " STABLE to " + owner.pod()
                        + "; what only that node held is lost then"
                : "run heal, which lets its replica (" + names(replicas)
                        + ") take over, with what was replicated, as soon as all nodes hold that node for dead";
    }

    /** Replicas that may be of the same shard: who took over from their master may be gone before it could tell them. */
    private String siblings() {
        List<LiveNode> siblings = view.live().stream()
                .filter(node -> node.facts().keys() > 0 && view.masterOf(node).isEmpty())
                .toList();
        return siblings.isEmpty()
                ? ""
                : "and " + names(siblings) + " has copies of what it held, since both were replicas of one master, say"
                        + " CLUSTER FAILOVER TAKEOVER to that and run heal again; else ";
    }

    private static String names(List<LiveNode> nodes) {
        return nodes.stream().map(LiveNode::pod).collect(Collectors.joining(", "));
    }
}
