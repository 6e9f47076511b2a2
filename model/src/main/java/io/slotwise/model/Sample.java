package io.slotwise.model;

import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One cluster at one tick: topic {@code slotwise.samples}, the metric history that replay reads.
 *
 * @param cluster which cluster
 * @param at when the tick began
 * @param source who measured
 * @param health what the cluster says of itself
 * @param nodes every node that was asked, those that did not answer too
 */
public record Sample(ClusterKey cluster, Instant at, Source source, ClusterHealth health, List<NodeSample> nodes) {

    /** Who measured. */
    public enum Source {
        /** Every value comes from Redis itself. */
        REDIS,
        /** A CPU or memory percentage rests on what Prometheus says; the topology is still Redis' own. */
        PROMETHEUS
    }

    /**
     * What the answering nodes say of the cluster as a whole. Nodes that have joined no other yet, such as a fresh pod,
     * know nothing of it and count only when no other node answers; so do those that joined since the sample before and
     * still learn who owns what.
     *
     * @param state {@code cluster_state}; {@code OK} only when every node that answered says so, but for those without
     *     slots that see every slot's owner in reach: Redis has them wait some seconds after they joined
     * @param slotsAssigned slots with an owner, 0 to 16384: the least that any node says
     * @param openSlots slots that some node holds as migrating or importing
     * @param nodesAgree whether all nodes that answered name the same owner for every slot
     */
    public record ClusterHealth(State state, int slotsAssigned, SlotSet openSlots, boolean nodesAgree) {
        /** {@code cluster_state} of {@code CLUSTER INFO}. */
        public enum State {
            OK,
            FAIL,
            UNKNOWN
        }

        public ClusterHealth {
            Checks.within("slotsAssigned", 0, SlotSet.COUNT, slotsAssigned);
        }
    }

    public Sample {
        nodes = List.copyOf(nodes);
    }

    /** The masters that own slots. */
    public Stream<NodeSample> activeMasters() {
        return nodes.stream().filter(NodeSample::isActiveMaster);
    }

    /** The masters that own no slot: the standby, or pods that have not joined yet. */
    public Stream<NodeSample> emptyMasters() {
        return nodes.stream()
                .filter(node ->
                        node.role() == NodeSample.Role.MASTER && node.slots().isEmpty());
    }

    public Optional<NodeSample> byPod(String pod) {
        return nodes.stream().filter(node -> node.pod().equals(pod)).findFirst();
    }

    public Optional<NodeSample> byNodeId(String nodeId) {
        return nodes.stream().filter(node -> node.nodeId().equals(nodeId)).findFirst();
    }
}
