package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who takes the place of a master that is gone with slots on their way to it and none of its own: masters vote only for the
 * successor of one that owns slots. Its replica has what it had, as far as that was replicated, as after any failover.
 */
final class Succession {
    private final ClusterView view;
    private final String gone;

    private Succession(ClusterView view, String gone) {
        this.view = view;
        this.gone = gone;
    }

    static Optional<Step> step(ClusterView view) {
        Set<String> destinations = view.masters()
                .flatMap(owner -> owner.self().migrating().values().stream())
                .filter(id -> view.byId(id).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return destinations.stream()
                .flatMap(id -> new Succession(view, id).step().stream())
                .findFirst();
    }

    private Optional<Step> step() {
        List<LiveNode> replicas = replicas(view, gone);
        if (replicas.isEmpty() || !isGone() || heir(view, gone).isPresent()) {
            return Optional.empty();
        }
        if (view.keys().isEmpty()) {
            return Optional.of(new Step.Measure());
        }
        List<LiveNode> owners = view.masters()
                .filter(node -> node.self().migrating().containsValue(gone))
                .toList();
        return owners.stream().anyMatch(this::isFollowed)
                ? Optional.empty()
                : Optional.of(new Step.TakeOver(
                        gone,
                        replicas.stream().map(LiveNode::ref).toList(),
                        owners.stream().map(LiveNode::ref).toList()));
    }

    static List<LiveNode> replicas(ClusterView view, String master) {
        return view.live().stream()
                .filter(node -> node.self().masterId().equals(Optional.of(master)))
                .toList();
    }

    /** Who has taken over already, as a replica tells that has not heard of it. */
    static Optional<LiveNode> heir(ClusterView view, String master) {
        return replicas(view, master).stream()
                .flatMap(replica -> StrayReplicas.heir(view.live(), replica).stream())
                .findFirst();
    }

    /** Everybody holds it for dead, and for the owner of nothing. */
    private boolean isGone() {
        List<NodeEntry> entries = view.live().stream()
                .flatMap(node -> node.table().byId(gone).stream())
                .toList();
        return entries.size() == view.live().size() && Strangers.areDead(entries) && !Strangers.ownSlots(entries);
    }

    /** Whether some other master has keys of a slot on its way there: it may have taken over already. */
    private boolean isFollowed(LiveNode owner) {
        SlotSet slots = SlotSet.of(owner.self().migrating().entrySet().stream()
                .filter(entry -> entry.getValue().equals(gone))
                .mapToInt(Map.Entry::getKey));
        SlotKeys keys = view.keys().orElse(SlotKeys.NONE);
        return view.masters()
                .filter(node -> !node.equals(owner))
                .anyMatch(node -> slots.stream().anyMatch(slot -> keys.at(node.id(), slot) > 0));
    }
}
