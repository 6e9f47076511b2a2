package io.slotwise.job.plan;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All nodes tell the same of each other: who is there, who is master, who owns what. */
final class Agreement {
    private Agreement() {}

    static Optional<Step> step(List<LiveNode> nodes) {
        for (LiveNode asked : nodes) {
            for (LiveNode about : nodes) {
                Optional<String> dissent = dissent(asked, about);
                if (dissent.isPresent()) {
                    return dissent.map(reason -> new Step.Wait(reason, Step.Limit.JOB));
                }
            }
        }
        return Optional.empty();
    }

    /** Every node holds the cluster for able to serve. */
    static Optional<Step> healthy(List<LiveNode> nodes) {
        return nodes.stream()
                .filter(node -> node.facts().state() != Facts.State.OK)
                .findFirst()
                .<Step>map(node -> new Step.Wait(node.pod() + " says cluster_state:fail", Step.Limit.JOB))
                .or(() -> ownEpochs(nodes));
    }

    /**
     * Two masters that were given slots at the same moment may have taken the same epoch; one of them takes another when
     * they next hear of each other.
     */
    private static Optional<Step> ownEpochs(List<LiveNode> nodes) {
        Map<Long, LiveNode> byEpoch = new HashMap<>();
        for (LiveNode node : nodes) {
            LiveNode other = node.isActive() && node.self().configEpoch() > 0
                    ? byEpoch.putIfAbsent(node.self().configEpoch(), node)
                    : null;
            if (other != null) {
                return Optional.of(new Step.Wait(
                        other.pod() + " and " + node.pod() + " have the same config epoch "
                                + node.self().configEpoch(),
                        Step.Limit.JOB));
            }
        }
        return Optional.empty();
    }

    /** What two nodes tell differently, in words. */
    static Optional<String> dissent(LiveNode asked, LiveNode about) {
        Optional<NodeEntry> seen = asked.table().byId(about.id()).filter(entry -> !entry.isProvisional());
        if (seen.isEmpty()) {
            return Optional.of(asked.pod() + " does not know " + about.pod() + " yet");
        }
        NodeEntry entry = seen.get();
        if (entry.isFailing()) {
            return Optional.of(asked.pod() + " cannot reach " + about.pod());
        }
        if (entry.isMaster() != about.isMaster()
                || !entry.masterId().equals(about.self().masterId())) {
            return Optional.of(asked.pod() + " has not heard of the role of " + about.pod() + " yet");
        }
        SlotSet deaf = importing(asked);
        return entry.slots().minus(deaf).equals(about.slots().minus(deaf))
                ? Optional.empty()
                : Optional.of(asked.pod() + " holds other slots for those of " + about.pod() + " than " + about.pod()
                        + " itself");
    }

    /** A node does not listen to news of slots that it imports; those are for {@link OpenSlots} to bring to an end. */
    private static SlotSet importing(LiveNode node) {
        return SlotSet.of(node.self().importing().keySet().stream().mapToInt(Integer::intValue));
    }
}
