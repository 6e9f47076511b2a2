package io.slotwise.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.json.JsonSerde;
import io.slotwise.streams.decision.Learned;
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
 * Each cluster's {@link State}, in memory and in three changelog topics, since its parts change at different times: the
 * watch, which is small, with each sample; the record and what was learned, which are large, seldom.
 */
final class StateStores {
    private static final String CLUSTERS = "clusters";
    private static final String WATCHES = "watches";
    private static final String LEARNED = "learned";

    private final KeyValueStore<String, ClusterRecord> clusters;
    private final KeyValueStore<String, Watch> watches;
    private final KeyValueStore<String, Learned> learned;

    private StateStores(
            KeyValueStore<String, ClusterRecord> clusters,
            KeyValueStore<String, Watch> watches,
            KeyValueStore<String, Learned> learned) {
        this.clusters = clusters;
        this.watches = watches;
        this.learned = learned;
    }

    static StateStores of(ProcessorContext<?, ?> context) {
        return new StateStores(
                context.getStateStore(CLUSTERS), context.getStateStore(WATCHES), context.getStateStore(LEARNED));
    }

    static List<StoreBuilder<?>> builders() {
        return List.of(
                builder(CLUSTERS, ClusterRecord.class), builder(WATCHES, Watch.class), builder(LEARNED, Learned.class));
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> builder(String name, Class<T> type) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), new JsonSerde<>(type));
    }

    State get(ClusterKey cluster) {
        String key = cluster.toString();
        return new State(
                Optional.ofNullable(clusters.get(key)),
                Optional.ofNullable(watches.get(key)).orElse(Watch.NEW),
                Optional.ofNullable(learned.get(key)).orElse(Learned.NOTHING));
    }

    /** Writes the parts of {@code after} that are other than those of {@code before}, which {@link #get} gave. */
    void put(ClusterKey cluster, State before, State after) {
        String key = cluster.toString();
        if (!after.cluster().equals(before.cluster())) {
            after.cluster().ifPresent(record -> clusters.put(key, record));
        }
        if (!after.watch().equals(before.watch())) {
            watches.put(key, after.watch());
        }
        if (!after.learned().equals(before.learned())) {
            learned.put(key, after.learned());
        }
    }

    void remove(ClusterKey cluster) {
        clusters.delete(cluster.toString());
        watches.delete(cluster.toString());
        learned.delete(cluster.toString());
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
