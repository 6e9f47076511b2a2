package io.slotwise.streams;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.json.JsonSerde;
import io.slotwise.streams.decision.Learned;
import io.slotwise.streams.decision.Shadows;
import io.slotwise.streams.decision.State;
import io.slotwise.streams.decision.Watch;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What is known of each cluster of one task. It is read from the stores once, when the task begins, and then only written
 * to them, in parts, since these change at different times: the watch, which is small, with each sample; the others seldom.
 */
final class StateStores {
    private static final String CLUSTERS = "clusters";
    private static final String WATCHES = "watches";
    private static final String LEARNED = "learned";
    private static final String SHADOWS = "shadows";

    private final KeyValueStore<String, ClusterRecord> clusters;
    private final KeyValueStore<String, Watch> watches;
    private final KeyValueStore<String, Learned> learned;
    private final KeyValueStore<String, Shadows> shadows;
    private final Map<ClusterKey, Known> known = new HashMap<>();

    /**
     * All that is known of one cluster.
     *
     * @param state by its own policy
     * @param shadows by its shadow policies
     */
    record Known(State state, Shadows shadows) {
        static final Known NOTHING = new Known(State.UNKNOWN, Shadows.NONE);

        Known with(State next) {
            return new Known(next, shadows);
        }
    }

    private StateStores(ProcessorContext<?, ?> context) {
        this.clusters = context.getStateStore(CLUSTERS);
        this.watches = context.getStateStore(WATCHES);
        this.learned = context.getStateStore(LEARNED);
        this.shadows = context.getStateStore(SHADOWS);
    }

    static StateStores of(ProcessorContext<?, ?> context) {
        StateStores stores = new StateStores(context);
        stores.restore(
                stores.clusters, (before, record) -> before.with(before.state().knowing(record)));
        stores.restore(
                stores.watches, (before, watch) -> before.with(before.state().with(watch)));
        stores.restore(
                stores.learned, (before, all) -> before.with(before.state().with(all)));
        stores.restore(stores.shadows, (before, all) -> new Known(before.state(), all));
        return stores;
    }

    private <T> void restore(KeyValueStore<String, T> store, BiFunction<Known, T, Known> add) {
        try (KeyValueIterator<String, T> all = store.all()) {
            all.forEachRemaining(entry -> {
                ClusterKey cluster = ClusterKey.parse(entry.key);
                known.put(cluster, add.apply(get(cluster), entry.value));
            });
        }
    }

    static List<StoreBuilder<?>> builders() {
        return List.of(
                builder(CLUSTERS, new JsonSerde<>(ClusterRecord.class)),
                builder(WATCHES, new JsonSerde<>(Watch.class)),
                builder(LEARNED, new JsonSerde<>(Learned.class)),
                builder(SHADOWS, new JsonSerde<>(Shadows.class)));
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> builder(String name, Serde<T> serde) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde);
    }

    Known get(ClusterKey cluster) {
        return known.getOrDefault(cluster, Known.NOTHING);
    }

    /** Remembers {@code after}, and writes the parts of it that are new. */
    void put(ClusterKey cluster, Known after) {
        Known before = get(cluster);
        known.put(cluster, after);
        String key = cluster.toString();
        if (!after.state().cluster().equals(before.state().cluster())) {
            after.state().cluster().ifPresent(record -> clusters.put(key, record));
        }
        if (!after.state().watch().equals(before.state().watch())) {
            watches.put(key, after.state().watch());
        }
        if (!after.state().learned().equals(before.state().learned())) {
            learned.put(key, after.state().learned());
        }
        if (!after.shadows().equals(before.shadows())) {
            shadows.put(key, after.shadows());
        }
    }

    void remove(ClusterKey cluster) {
        known.remove(cluster);
        List.of(clusters, watches, learned, shadows).forEach(store -> store.delete(cluster.toString()));
    }

    /** The clusters of which no sample was taken since {@code instant}. */
    List<ClusterKey> withoutSampleSince(Instant instant) {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .state()
                        .watch()
                        .lastSample()
                        .filter(instant::isBefore)
                        .isEmpty())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ClusterKey::toString))
                .toList();
    }
}
