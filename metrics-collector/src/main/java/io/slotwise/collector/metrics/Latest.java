package io.slotwise.collector.metrics;

import io.slotwise.collector.reading.Observation;
import io.slotwise.model.ClusterKey;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The latest observation of each cluster that is watched. */
public final class Latest {
    private final ConcurrentMap<ClusterKey, Observation> observations = new ConcurrentHashMap<>();

    public void put(Observation observation) {
        observations.put(observation.sample().cluster(), observation);
    }

    public void remove(ClusterKey cluster) {
        observations.remove(cluster);
    }

    public List<Observation> all() {
        return List.copyOf(observations.values());
    }
}
