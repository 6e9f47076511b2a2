package io.slotwise.streams;

import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Decider;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The topology: samples and cluster records in, decisions and intents out. Both processors share their stores and so run
 * in one task: a cluster's record and its samples meet in one thread, oldest first. All is bytes at the edges, so that
 * what cannot be read becomes a dead letter in the very transaction that read it.
 */
final class AutoscalerTopology {
    /** A new installation looks no further back than the oldest sample that can matter: three of the longest intervals. */
    private static final Duration SAMPLES_LOOK_BACK = Duration.ofMinutes(15);

    private static final String CLUSTERS = "clusters";
    private static final String SAMPLES = "samples";

    private AutoscalerTopology() {}

    static Topology build(Decider decider, StreamsMetrics metrics, Pulse pulse) {
        ByteArrayDeserializer raw = new ByteArrayDeserializer();
        Topology topology = new Topology()
                .addSource(AutoOffsetReset.earliest(), "from-clusters", raw, raw, Topic.CLUSTERS.name())
                .addSource(
                        AutoOffsetReset.byDuration(SAMPLES_LOOK_BACK), "from-samples", raw, raw, Topic.SAMPLES.name())
                .addProcessor(CLUSTERS, () -> new ClusterProcessor(metrics), "from-clusters")
                .addProcessor(SAMPLES, () -> new SampleProcessor(decider, metrics, pulse), "from-samples");
        StateStores.builders().forEach(store -> topology.addStateStore(store, CLUSTERS, SAMPLES));
        sink(topology, Outbox.DECISIONS, Topic.DECISIONS, SAMPLES);
        sink(topology, Outbox.INTENTS, Topic.INTENTS, CLUSTERS, SAMPLES);
        sink(topology, Outbox.DEAD_LETTERS, Topic.DEAD_LETTERS, CLUSTERS, SAMPLES);
        return topology;
    }

    private static void sink(Topology topology, String name, Topic<?> topic, String... from) {
        ByteArraySerializer raw = new ByteArraySerializer();
        topology.addSink(name, topic.name(), raw, raw, from);
    }
}
