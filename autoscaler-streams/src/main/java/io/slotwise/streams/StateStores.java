package io.slotwise.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.json.JsonSerde;
import io.slotwise.streams.decision.State;
import io.slotwise.streams.decision.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Each cluster's {@link State}, in memory and in two changelog topics. They are two because the record is large and
 * changes seldom, while the watch is small and changes with each sample.
 */
final class StateStores {
    private static final String CLUSTERS = "clusters";
    private static final String WATCHES = "watches";

    private final KeyValueStore<String, ClusterRecord> clusters;
    private final KeyValueStore<String, Watch> watches;

    private StateStores(KeyValueStore<String, ClusterRecord> clusters, KeyValueStore<String, Watch> watches) {
        this.clusters = clusters;
        this.watches = watches;
    }

    static StateStores of(ProcessorContext<?, ?> context) {
        return new StateStores(context.getStateStore(CLUSTERS), context.getStateStore(WATCHES));
    }

    static List<StoreBuilder<?>> builders() {
        return List.of(builder(CLUSTERS, ClusterRecord.class), builder(WATCHES, Watch.class));
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> builder(String name, Class<T> type) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), new JsonSerde<>(type));
    }

    State get(ClusterKey cluster) {
        String key = cluster.toString();
        return new State(
                Optional.ofNullable(clusters.get(key)),
                Optional.ofNullable(watches.get(key)).orElse(Watch.NEW));
    }

    void putCluster(ClusterKey cluster, State state) {
        state.cluster().ifPresent(record -> clusters.put(cluster.toString(), record));
        putWatch(cluster, state);
    }

    void putWatch(ClusterKey cluster, State state) {
        watches.put(cluster.toString(), state.watch());
    }

    void remove(ClusterKey cluster) {
        clusters.delete(cluster.toString());
        watches.delete(cluster.toString());
    }

    /** The clusters of which no sample was taken since {@code instant}. */
    List<ClusterKey> withoutSampleSince(Instant instant) {
        List<ClusterKey> keys = new ArrayList<>();
        try (KeyValueIterator<String, Watch> all = watches.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.lastSample().filter(instant::isBefore).isEmpty()) {
                    keys.add(ClusterKey.parse(entry.key));
                }
            });
        }
        return keys;
    }
}
