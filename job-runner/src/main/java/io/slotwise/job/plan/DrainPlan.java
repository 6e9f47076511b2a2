package io.slotwise.job.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A drain from what is there: hand active masters over to pods that stay, empty those that are too many, arrange the nodes
 * that stay, strike out and reset those that leave.
 */
final class DrainPlan {
    private final Goal.Drain goal;
    private final ClusterView view;
    private final List<LiveNode> staying;
    private final List<LiveNode> leaving;

    private DrainPlan(Goal.Drain goal, ClusterView view) {
        this.goal = goal;
        this.view = view;
        this.staying = view.live().stream()
                .filter(node -> !goal.leaving().contains(node.pod()))
                .toList();
        this.leaving = view.live().stream()
                .filter(node -> goal.leaving().contains(node.pod()))
                .toList();
    }

    static Step next(Goal.Drain goal, ClusterView view) {
        DrainPlan plan = new DrainPlan(goal, view);
        return Stages.first(
                () -> Reachability.step(view, plan::mayBeMissing),
                plan::somebodyStays,
                () -> Addresses.step(view),
                () -> Membership.join(view, plan.staying),
                () -> Membership.required(view, plan.activesLeaving()),
                () -> Strangers.step(view, plan.staying),
                () -> Strangers.strike(view, plan.staying),
                () -> OpenSlots.unclaimed(view),
                () -> Agreement.step(plan.core()),
                () -> OpenSlots.step(view),
                () -> Coverage.step(view),
                plan::handOver,
                plan::emptySurplus,
                plan::moveToStandby,
                () -> Arrangement.step(view, plan.staying, goal.replicas(), goal.empty(), goal.machines()),
                () -> Arrangement.inSync(plan.staying),
                plan::lastCopy,
                plan::linger,
                plan::forget,
                plan::reset,
                () -> Agreement.healthy(plan.staying));
    }

    /** A dead pod that leaves anyway is no loss when it owns nothing. */
    private boolean mayBeMissing(SilentNode silent) {
        return goal.leaving().contains(silent.pod())
                && Reachability.slotsOf(view, silent).isEmpty();
    }

    private Optional<Step> somebodyStays() {
        int needed = (goal.masters() + 1) * (goal.replicas() + 1);
        return staying.size() >= needed
                ? Optional.empty()
                : Optional.of(new Step.Refuse(goal.masters() + " masters and a standby, each with " + goal.replicas()
                        + " replicas, need " + needed + " nodes, but only " + staying.size() + " stay"));
    }

    private List<LiveNode> activesLeaving() {
        return leaving.stream().filter(LiveNode::isActive).toList();
    }

    /** The nodes whose word counts: those that stay, and those that still own slots. */
    private List<LiveNode> core() {
        return Stream.concat(staying.stream(), activesLeaving().stream()).toList();
    }

    /** Masters to empty: the named one first, then leaving ones, then those with the least in them. */
    private List<LiveNode> surplus() {
        Optional<LiveNode> named = goal.empty().flatMap(view::shardOf);
        return view.actives().stream()
                .sorted(Comparator.comparing((LiveNode node) -> !named.equals(Optional.of(node)))
                        .thenComparing(node -> !leaving.contains(node))
                        .thenComparingLong(node -> node.facts().keys())
                        .thenComparing(LiveNode::pod))
                .limit(Math.max(0, view.actives().size() - goal.masters()))
                .toList();
    }

    private List<LiveNode> kept() {
        List<LiveNode> surplus = surplus();
        return view.actives().stream().filter(node -> !surplus.contains(node)).toList();
    }

    /** Active masters on leaving pods that are kept hand over to a replica that stays. */
    private Optional<Step> handOver() {
        if (view.actives().size() < goal.masters()) {
            return Optional.of(new Step.Refuse("only " + view.actives().size()
                    + " masters own slots, fewer than --masters " + goal.masters() + "; a drain makes none more"));
        }
        return kept().stream()
                .filter(leaving::contains)
                .flatMap(master -> successor(master).stream())
                .findFirst();
    }

    private Optional<Step> successor(LiveNode master) {
        List<LiveNode> followers =
                staying.stream().filter(node -> node.follows(master)).toList();
        return followers.stream()
                .filter(LiveNode::isInSync)
                .findFirst()
                .<Step>map(replica -> new Step.Failover(replica.ref(), master.ref()))
                .or(() -> Arrangement.inSync(followers));
    }

    private Optional<Step> emptySurplus() {
        return surplus().stream().findFirst().map(master -> {
            List<LiveNode> kept = kept();
            List<LiveNode> best = kept.stream().filter(staying::contains).toList();
            return moves(master, best.isEmpty() ? kept : best);
        });
    }

    /** An active master that leaves and has no replica among those that stay gives its slots to an empty one that stays. */
    private Optional<Step> moveToStandby() {
        return activesLeaving().stream().findFirst().flatMap(master -> {
            Optional<LiveNode> standby =
                    staying.stream().filter(LiveNode::isEmptyMaster).findFirst();
            return standby.isPresent()
                    ? Optional.of(moves(master, List.of(standby.get())))
                    : Arrangement.emptyMaster(view, staying, goal.replicas(), goal.empty());
        });
    }

    private Step moves(LiveNode from, List<LiveNode> destinations) {
        if (view.keys().isEmpty()) {
            return new Step.Measure();
        }
        List<Move> moves =
                Spread.moves(from, destinations, SlotWeights.of(view.keys().orElseThrow()));
        return MovePlan.objection(view, moves)
                .orElseGet(() -> new Step.MoveSlots(
                        moves, view.masters().map(LiveNode::ref).toList(), Step.Cause.PLANNED));
    }

    /** What a leaving replica has of a master that is gone may exist nowhere else, and goes with its reset. */
    private Optional<Step> lastCopy() {
        return leaving.stream()
                .filter(node -> node.self().isReplica() && node.facts().keys() > 0)
                .filter(node -> node.self().masterId().flatMap(view::byId).isEmpty())
                .findFirst()
                .map(node -> new Step.Wait(StrayReplicas.lastCopy(node), Step.Limit.PATIENCE));
    }

    private Optional<Step> linger() {
        Set<String> ids = leaving.stream()
                .map(LiveNode::id)
                .filter(id -> staying.stream().anyMatch(node -> node.knows(id)))
                .collect(Collectors.toSet());
        return view.lingered().containsAll(ids) ? Optional.empty() : Optional.of(new Step.Linger(ids));
    }

    private Optional<Step> forget() {
        Stream<String> silent = view.silent().stream()
                .flatMap(node -> Reachability.entriesOf(view, node))
                .map(entry -> entry.id());
        Set<String> ids =
                Stream.concat(leaving.stream().map(LiveNode::id), silent).collect(Collectors.toSet());
        return Forgetting.step(ids, staying);
    }

    /**
     * Replicas first, so that none follows a node that is no more. A node that knows none of those that stay was never of
     * this cluster, and is none of ours to wipe.
     */
    private Optional<Step> reset() {
        List<NodeRef> joined = leaving.stream()
                .filter(node -> staying.stream().anyMatch(other -> node.knows(other.id())))
                .sorted(Comparator.comparing(LiveNode::isMaster))
                .map(LiveNode::ref)
                .toList();
        return joined.isEmpty() ? Optional.empty() : Optional.of(new Step.Reset(joined, Step.ResetMode.HARD));
    }
}
