package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A client of {@link ModelCluster} that writes, deletes and expires keys, and knows how many each slot must have. */
final class ModelClient {
    private final ModelCluster cluster;
    private final Random random;
    private final Map<Integer, Integer> book = new HashMap<>();

    /** Begins with what there is. */
    ModelClient(ModelCluster cluster, Random random) {
        this.cluster = cluster;
        this.random = random;
        cluster.nodes.stream()
                .filter(ModelNode::isMaster)
                .forEach(node -> node.keys.forEach((slot, keys) -> book.merge(slot, keys, Integer::sum)));
    }

    /** Some key of some slot comes or goes; more often than not in one that is on its way. */
    void act() {
        int slot = cluster.nodes.stream()
                .filter(node -> random.nextBoolean())
                .flatMap(node -> node.importing.keySet().stream())
                .findAny()
                .orElseGet(() -> random.nextInt(SlotSet.COUNT));
        Optional<ModelNode> owner = cluster.nodes.stream()
                .filter(node -> node.isMaster() && node.slots.get(slot))
                .findFirst();
        owner.ifPresent(node -> act(node, slot));
    }

    private void act(ModelNode owner, int slot) {
        if (random.nextInt(3) == 0) {
            add(redirected(owner, slot).orElse(owner), slot, 1);
        } else if (owner.keys.containsKey(slot)) {
            add(owner, slot, -1);
        } else {
            redirected(owner, slot).filter(node -> node.keys.containsKey(slot)).ifPresent(node -> add(node, slot, -1));
        }
    }

    /** Where the owner sends a client for a key that it does not hold. */
    private Optional<ModelNode> redirected(ModelNode owner, int slot) {
        return Optional.ofNullable(owner.migrating.get(slot)).map(cluster::byId).filter(ModelNode::isMaster);
    }

    private void add(ModelNode node, int slot, int keys) {
        cluster.touch();
        node.keys.merge(slot, keys, Integer::sum);
        node.keys.remove(slot, 0);
        book.merge(slot, keys, Integer::sum);
        book.remove(slot, 0);
    }

    /** No key is lost or held twice, wherever its slot is. */
    void checkBook() {
        Map<Integer, Integer> found = new HashMap<>();
        cluster.nodes.stream()
                .filter(ModelNode::isMaster)
                .forEach(node -> node.keys.forEach((slot, keys) -> found.merge(slot, keys, Integer::sum)));
        assertThat(found).isEqualTo(book);
    }

    /** Each key is where clients look for it. */
    void checkPlaces() {
        assertThat(cluster.nodes)
                .filteredOn(ModelNode::isMaster)
                .allSatisfy(node -> assertThat(node.keys.keySet()).allMatch(node.slots::get));
    }
}
