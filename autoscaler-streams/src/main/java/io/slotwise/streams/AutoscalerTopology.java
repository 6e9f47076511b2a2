package io.slotwise.streams;

import io.slotwise.model.json.Topic;
import io.slotwise.streams.decision.Decider;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The topology: samples and cluster records in, decisions and intents out. Both go to one processor and so to one task: a
 * cluster's record and its samples meet in one thread, oldest first. All is bytes at the edges, so that
 * what cannot be read becomes a dead letter in the very transaction that read it.
 */
final class AutoscalerTopology {
    /** A new installation looks no further back than the oldest sample that can matter: three of the longest intervals. */
    private static final Duration SAMPLES_LOOK_BACK = Duration.ofMinutes(15);

    private static final String DECIDE = "decide";

    private AutoscalerTopology() {}

    static Topology build(Decider decider, StreamsMetrics metrics, Pulse pulse) {
        ByteArrayDeserializer raw = new ByteArrayDeserializer();
        Topology topology = new Topology()
                .addSource(AutoOffsetReset.earliest(), "from-clusters", raw, raw, Topic.CLUSTERS.name())
                .addSource(
                        AutoOffsetReset.byDuration(SAMPLES_LOOK_BACK), "from-samples", raw, raw, Topic.SAMPLES.name())
                .addProcessor(
                        DECIDE, () -> new DecisionProcessor(decider, metrics, pulse), "from-clusters", "from-samples");
        StateStores.builders().forEach(store -> topology.addStateStore(store, DECIDE));
        sink(topology, Outbox.DECISIONS, Topic.DECISIONS);
        sink(topology, Outbox.INTENTS, Topic.INTENTS);
        sink(topology, Outbox.DEAD_LETTERS, Topic.DEAD_LETTERS);
        return topology;
    }

    private static void sink(Topology topology, String name, Topic<?> topic) {
        ByteArraySerializer raw = new ByteArraySerializer();
        topology.addSink(name, topic.name(), raw, raw, DECIDE);
    }
}
