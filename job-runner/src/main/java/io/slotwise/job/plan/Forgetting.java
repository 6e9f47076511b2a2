package io.slotwise.job.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Node ids leave every table in one go: within a minute, before gossip brings them back. */
final class Forgetting {
    private Forgetting() {}

    static Optional<Step> step(Set<String> ids, List<LiveNode> members) {
        List<NodeRef> knowing = members.stream()
                .filter(node -> !ids.contains(node.id()))
                .filter(node ->
                        ids.stream().anyMatch(id -> node.table().byId(id).isPresent()))
                .map(LiveNode::ref)
                .toList();
        return knowing.isEmpty() ? Optional.empty() : Optional.of(new Step.Forget(Set.copyOf(ids), knowing));
    }
}
