package io.slotwise.model.json;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Kafka topic: its name, what stands in it, and how long. The key is always {@code namespace/name} as UTF-8 text.
 *
 * @param name full name
 * @param type the record in its values
 * @param retention how it is kept
 */
public record Topic<T>(String name, Class<T> type, Retention retention) {
    public static final Topic<ClusterRecord> CLUSTERS =
            new Topic<>("slotwise.clusters", ClusterRecord.class, Retention.compacted());
    public static final Topic<Sample> SAMPLES = new Topic<>("slotwise.samples", Sample.class, Retention.days(30));
    public static final Topic<Decision> DECISIONS =
            new Topic<>("slotwise.decisions", Decision.class, Retention.days(90));
    public static final Topic<Intent> INTENTS = new Topic<>("slotwise.intents", Intent.class, Retention.compacted());
    public static final Topic<JobEvent> JOB_EVENTS =
            new Topic<>("slotwise.job-events", JobEvent.class, Retention.days(30));
    public static final Topic<DeadLetter> DEAD_LETTERS =
            new Topic<>("slotwise.dead-letters", DeadLetter.class, Retention.days(30));

    public static final List<Topic<?>> ALL = List.of(CLUSTERS, SAMPLES, DECISIONS, INTENTS, JOB_EVENTS, DEAD_LETTERS);

    /**
     * How a topic is kept, as Kafka's topic configuration.
     *
     * @param config for the topic's creation
     */
    public record Retention(Map<String, String> config) {
        static Retention compacted() {
            return new Retention(Map.of("cleanup.policy", "compact"));
        }

        static Retention days(int days) {
            return new Retention(Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    Long.toString(Duration.ofDays(days).toMillis())));
        }
    }

    public JsonSerde<T> serde() {
        return new JsonSerde<>(type);
    }
}
