package io.slotwise.job.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who follows whom: each active master and one empty master get their replicas, out of the nodes that stay. A replica is
 * taken from a master only when that one keeps enough.
 */
final class Arrangement {
    private final ClusterView view;
    private final List<LiveNode> staying;
    private final int replicas;
    private final Optional<String> preferred;
    private final Machines machines;

    private Arrangement(
            ClusterView view, List<LiveNode> staying, int replicas, Optional<String> preferred, Machines machines) {
        this.view = view;
        this.staying = staying;
        this.replicas = replicas;
        this.preferred = preferred;
        this.machines = machines;
    }

    /**
     * The next step to the arrangement.
     *
     * @param preferred the pod to make the standby, when none is there and one has to be made
     * @param machines what keeps the nodes of a shard apart
     */
    static Optional<Step> step(
            ClusterView view, List<LiveNode> staying, int replicas, Optional<String> preferred, Machines machines) {
        return new Arrangement(view, staying, replicas, preferred, machines).step();
    }

    /**
     * Waits until each replica among {@code nodes} is in touch with its master. One that looks for it at an address that it
     * has left is told again whom to follow: a server does not always notice by itself.
     */
    static Optional<Step> inSync(List<LiveNode> nodes) {
        List<Step.Following> astray = nodes.stream()
                .filter(node -> node.facts().link() == Facts.Link.ASTRAY)
                .flatMap(node -> nodes.stream()
                        .filter(node::follows)
                        .map(master -> new Step.Following(node.ref(), master.ref())))
                .toList();
        return astray.isEmpty() ? copied(nodes) : Optional.of(new Step.Replicate(astray));
    }

    private static Optional<Step> copied(List<LiveNode> nodes) {
        return nodes.stream()
                .filter(node -> node.self().isReplica() && !node.isInSync())
                .findFirst()
                .map(node -> new Step.Wait(node.pod() + " is still copying from its master", Step.Limit.JOB));
    }

    /** Makes an empty master out of a replica that can be spared, when there is none among {@code staying}. */
    static Optional<Step> emptyMaster(
            ClusterView view, List<LiveNode> staying, int replicas, Optional<String> preferred) {
        return new Arrangement(view, staying, replicas, preferred, Machines.UNKNOWN).makeStandby();
    }

    private Optional<Step> step() {
        List<LiveNode> actives = staying.stream().filter(LiveNode::isActive).toList();
        int needed = (actives.size() + 1) * (replicas + 1);
        if (staying.size() < needed) {
            return Optional.of(new Step.Refuse(actives.size() + " active masters and a standby, each with " + replicas
                    + " replicas, need " + needed + " nodes, but " + staying.size() + " are there to stay"));
        }
        return makeStandby().or(() -> attach(actives, standby().orElseThrow()));
    }

    /** The empty master with most followers, so that least has to change. */
    private Optional<LiveNode> standby() {
        return staying.stream()
                .filter(LiveNode::isEmptyMaster)
                .max(Comparator.comparingLong((LiveNode node) -> followers(node).size())
                        .thenComparing(
                                node -> preferred.filter(node.pod()::equals).isPresent())
                        .thenComparing(Comparator.comparingInt(staying::indexOf).reversed()));
    }

    private Optional<Step> makeStandby() {
        return standby().isPresent() ? Optional.empty() : Optional.of(resetSpare());
    }

    private Step resetSpare() {
        List<LiveNode> masters = staying.stream().filter(LiveNode::isMaster).toList();
        return spares(masters).stream()
                .max(Comparator.comparing(
                        node -> preferred.filter(node.pod()::equals).isPresent()))
                .<Step>map(node -> new Step.Reset(List.of(node.ref()), Step.ResetMode.SOFT))
                .orElseGet(() -> new Step.Refuse("none of the " + staying.size()
                        + " nodes that stay can be spared to stand by: every replica is one of the " + replicas
                        + " that its master needs; add a node, or ask for fewer replicas"));
    }

    private Optional<Step> attach(List<LiveNode> actives, LiveNode standby) {
        Optional<Step> dirty = staying.stream()
                .filter(node -> node.isEmptyMaster() && node.facts().keys() > 0)
                .findFirst()
                .map(node -> new Step.Wait(
                        node.pod() + " owns no slot but holds " + node.facts().keys()
                                + " keys; see where they belong, then flush it",
                        Step.Limit.PATIENCE));
        if (dirty.isPresent()) {
            return dirty;
        }
        List<LiveNode> masters = new ArrayList<>(actives);
        masters.add(standby);
        List<LiveNode> spares = spares(masters);
        Seats seats = new Seats(machines);
        masters.forEach(master -> seats.add(master, followers(master), replicas));
        List<Step.Following> followings = new ArrayList<>(seats.taken(spares));
        followings.addAll(further(masters, spares.subList(followings.size(), spares.size())));
        return followings.isEmpty() ? Optional.empty() : Optional.of(new Step.Replicate(followings));
    }

    /** More nodes than needed: those that follow no master of ours become further replicas. */
    private static List<Step.Following> further(List<LiveNode> masters, List<LiveNode> rest) {
        List<Step.Following> followings = new ArrayList<>();
        for (LiveNode spare : rest) {
            if (masters.stream().noneMatch(spare::follows)) {
                LiveNode master = masters.get(followings.size() % masters.size());
                followings.add(new Step.Following(spare.ref(), master.ref()));
            }
        }
        return followings;
    }

    private List<LiveNode> followers(LiveNode master) {
        return staying.stream()
                .filter(node -> node.follows(master))
                .sorted(Comparator.comparing((LiveNode node) -> node.facts().link()))
                .toList();
    }

    /** Free empty masters first, then followers of masters that do not count, then followers beyond the wanted number. */
    private List<LiveNode> spares(List<LiveNode> masters) {
        List<LiveNode> spares = new ArrayList<>();
        staying.stream()
                .filter(node -> node.isEmptyMaster() && !masters.contains(node))
                .forEach(spares::add);
        staying.stream()
                .filter(node -> node.self().isReplica() && masters.stream().noneMatch(node::follows))
                .filter(this::isExpendable)
                .forEach(spares::add);
        masters.forEach(master -> followers(master).stream().skip(replicas).forEach(spares::add));
        return spares;
    }

    /** A copy of slots that its master still owns is not thrown away. */
    private boolean isExpendable(LiveNode replica) {
        return view.masterOf(replica).filter(LiveNode::isActive).isEmpty();
    }
}
