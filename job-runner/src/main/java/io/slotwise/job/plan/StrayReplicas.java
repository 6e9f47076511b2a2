package io.slotwise.job.plan;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replicas that follow no master, and masters that have more of them than others. */
final class StrayReplicas {
    private StrayReplicas() {}

    /** Lets each follow the master at the end of its chain, or the one with fewest replicas if it has nothing to lose. */
    static Optional<Step> step(ClusterView view) {
        return view.live().stream()
                .filter(node -> node.self().isReplica() && view.masterOf(node).isEmpty())
                .findFirst()
                .map(stray -> step(view, stray));
    }

    private static Step step(ClusterView view, LiveNode stray) {
        Optional<LiveNode> top = top(view, stray);
        if (top.isPresent()) {
            return follow(stray, top.get());
        }
        if (stray.facts().keys() > 0) {
            return inherited(view.live(), stray).orElseGet(() -> new Step.Refuse(lastCopy(stray)));
        }
        return poorest(view)
                .map(master -> follow(stray, master))
                .orElseGet(() -> new Step.Refuse("no master owns slots that " + stray.pod() + " could follow"));
    }

    /** Why a replica that holds keys is not given another master. */
    static String lastCopy(LiveNode stray) {
        return stray.pod() + " follows a master that is gone and holds "
                + stray.facts().keys() + " keys, which may be the last copy; see what they are, then say CLUSTER"
                + " REPLICATE to it by hand, or reset it";
    }

    /** A master that has had all that a replica has: one that took over from the master that both followed. */
    static Optional<LiveNode> heir(List<LiveNode> nodes, LiveNode replica) {
        return nodes.stream()
                .filter(LiveNode::isMaster)
                .filter(node -> node.facts().history().includes(replica.facts().history()))
                .findFirst();
    }

    /** The master at the end of the chain of replicas that it hangs on. */
    private static Optional<LiveNode> top(ClusterView view, LiveNode stray) {
        Set<String> seen = new HashSet<>();
        Optional<LiveNode> next = Optional.of(stray);
        while (next.filter(node -> !node.isMaster()).isPresent()
                && seen.add(next.orElseThrow().id())) {
            next = next.flatMap(node -> node.self().masterId()).flatMap(view::byId);
        }
        return next.filter(LiveNode::isMaster);
    }

    /** Moves a replica from the master with most to the one with fewest, as long as they differ by more than one. */
    static Optional<Step> even(ClusterView view) {
        Optional<LiveNode> poor = poorest(view);
        Optional<LiveNode> rich = view.actives().stream().max(byFollowers(view));
        if (poor.isEmpty() || rich.isEmpty() || count(view, rich.get()) - count(view, poor.get()) < 2) {
            return Optional.empty();
        }
        return view.live().stream()
                .filter(node -> node.follows(rich.get()))
                .max(Comparator.comparing((LiveNode node) -> node.facts().link())
                        .thenComparing(LiveNode::pod))
                .map(spare -> follow(spare, poor.get()));
    }

    /** Lets a replica follow the heir of its master. */
    static Optional<Step> inherited(List<LiveNode> nodes, LiveNode replica) {
        return heir(nodes, replica).map(heir -> follow(replica, heir));
    }

    private static Step follow(LiveNode replica, LiveNode master) {
        return new Step.Replicate(List.of(new Step.Following(replica.ref(), master.ref())));
    }

    private static Optional<LiveNode> poorest(ClusterView view) {
        return view.actives().stream().min(byFollowers(view));
    }

    private static Comparator<LiveNode> byFollowers(ClusterView view) {
        return Comparator.<LiveNode>comparingLong(master -> count(view, master)).thenComparing(LiveNode::pod);
    }

    private static long count(ClusterView view, LiveNode master) {
        return Warnings.followers(view, master);
    }
}
