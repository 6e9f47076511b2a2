package io.slotwise.job.plan;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Set;

/** What a job can do to a cluster: the port that steps are applied through. Each is safe to repeat. */
public interface Changes {
    /** Introduces newcomers to the seed; those that are fresh get config epochs of their own from {@code firstEpoch} up. */
    Applied meet(NodeRef seed, List<NodeRef> newcomers, long firstEpoch);

    /** Gives slots that nobody owns to a master. */
    Applied assign(List<Step.Assignment> assignments);

    /** Closes slots that are open on one node without anything to move. */
    Applied settle(NodeRef node, SlotSet slots);

    /** Corrects whom a node that imports slots holds for their owner. */
    Applied rebind(NodeRef importer, NodeRef owner, SlotSet slots);

    /** Lets a node import slots of which it holds copies. */
    Applied reopen(NodeRef importer, NodeRef owner, SlotSet slots);

    /** Makes the importing node the owner of slots that nobody claims, and tells the others. */
    Applied adopt(NodeRef importer, SlotSet slots, List<NodeRef> others);

    /** Moves slots with their keys; {@code masters} are told of each new owner. */
    Applied move(List<Move> moves, List<NodeRef> masters);

    /** Ends imports that a node tries over and over and that fail. */
    Applied cancelImports(NodeRef node);

    Applied replicate(List<Step.Following> followings);

    /** Makes a replica the master of its shard, with its master's consent. */
    Applied failover(NodeRef replica);

    /**
     * Makes the replica that has most of a master that is gone for good a master, without anybody's vote; slots that were on
     * their way to the one that is gone are on their way to it then, and the other replicas follow it.
     */
    Applied takeOver(String gone, List<NodeRef> replicas, List<NodeRef> owners);

    /** Strikes node ids from the tables of {@code at}. */
    Applied forget(Set<String> ids, List<NodeRef> at);

    Applied reset(List<NodeRef> nodes, Step.ResetMode mode);
}
