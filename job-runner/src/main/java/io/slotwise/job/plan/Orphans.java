package io.slotwise.job.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replicas of dead masters that own no slots, as a standby without storage leaves behind when its pod starts anew. A replica
 * cannot forget its own master, and its gossip brings that one back into all other tables; so each gets another master
 * first.
 */
final class Orphans {
    private Orphans() {}

    /**
     * Lets each follow the standby, or the master with slots that has fewest replicas.
     *
     * @param dead ids of nodes that everybody holds for dead and that own nothing
     * @param members the nodes that stay, which masters are chosen from
     */
    static Optional<Step> step(Set<String> dead, List<LiveNode> members) {
        List<LiveNode> orphans = members.stream()
                .filter(node -> node.self().isReplica())
                .filter(node -> node.self().masterId().filter(dead::contains).isPresent())
                .toList();
        return orphans.stream()
                .filter(orphan -> orphan.facts().keys() > 0)
                .findFirst()
                .map(orphan -> StrayReplicas.inherited(members, orphan)
                        .orElseGet(() -> new Step.Wait(StrayReplicas.lastCopy(orphan), Step.Limit.PATIENCE)))
                .or(() -> orphans.stream().findFirst().map(orphan -> adopted(orphan, orphans, members)));
    }

    private static Step adopted(LiveNode first, List<LiveNode> orphans, List<LiveNode> members) {
        Optional<LiveNode> master = standby(members).or(() -> poorest(members));
        if (master.isEmpty()) {
            return new Step.Wait("no master is there that " + first.pod() + " could follow", Step.Limit.PATIENCE);
        }
        return orphans.stream()
                .filter(orphan -> !orphan.knows(master.get().id()))
                .findFirst()
                .<Step>map(orphan -> new Step.Wait(
                        orphan.pod() + " does not know " + master.get().pod() + " yet", Step.Limit.JOB))
                .orElseGet(() -> new Step.Replicate(orphans.stream()
                        .map(orphan ->
                                new Step.Following(orphan.ref(), master.get().ref()))
                        .toList()));
    }

    private static Optional<LiveNode> standby(List<LiveNode> members) {
        return members.stream()
                .filter(LiveNode::isEmptyMaster)
                .filter(node -> node.facts().keys() == 0)
                .max(byFollowers(members).thenComparing(LiveNode::pod, Comparator.reverseOrder()));
    }

    private static Optional<LiveNode> poorest(List<LiveNode> members) {
        return members.stream()
                .filter(LiveNode::isActive)
                .min(byFollowers(members).thenComparing(LiveNode::pod));
    }

    private static Comparator<LiveNode> byFollowers(List<LiveNode> members) {
        return Comparator.comparingLong(
                master -> members.stream().filter(node -> node.follows(master)).count());
    }
}
