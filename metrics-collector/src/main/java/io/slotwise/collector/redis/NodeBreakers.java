package io.slotwise.collector.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The breakers of all nodes that are asked. */
final class NodeBreakers {
    private final Map<ClusterKey, Map<Endpoint, NodeBreaker>> clusters = new ConcurrentHashMap<>();

    NodeBreaker of(ClusterKey cluster, Endpoint endpoint) {
        return clusters.computeIfAbsent(cluster, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(endpoint, NodeBreaker::new);
    }

    /** Forgets the cluster's other nodes. */
    void retain(ClusterKey cluster, Collection<Endpoint> endpoints) {
        clusters.computeIfPresent(cluster, (key, nodes) -> {
            nodes.keySet().retainAll(endpoints);
            return nodes.isEmpty() ? null : nodes;
        });
    }

    /** For each cluster the state that is furthest from closed. */
    Map<ClusterKey, State> states() {
        Map<ClusterKey, State> states = new HashMap<>();
        clusters.forEach((cluster, nodes) -> worst(nodes).ifPresent(state -> states.put(cluster, state)));
        return states;
    }

    private static Optional<State> worst(Map<Endpoint, NodeBreaker> nodes) {
        return Stream.of(State.OPEN, State.HALF_OPEN, State.CLOSED)
                .filter(state -> nodes.values().stream().anyMatch(node -> node.state() == state))
                .findFirst();
    }
}
