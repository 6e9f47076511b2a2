package io.slotwise.streams;

import java.util.Map;

/**
 * The Kafka Streams settings that are not Kafka's own defaults. Each can be overridden in
 * {@link StreamsConfiguration#kafka()}; exactly-once is a promise of the product and better left alone.
 */
final class KafkaDefaults {
    /** Consumer group, prefix of the transactional ids and of the changelog topics. */
    static final String APPLICATION_ID = "slotwise-streams";

    private KafkaDefaults() {}

    static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("application.id", APPLICATION_ID),
                Map.entry("processing.guarantee", "exactly_once_v2"),
                // An intent is readable when its transaction is committed, and asks for that itself;
                // decisions wait so long.
                Map.entry("commit.interval.ms", "100"),
                Map.entry("producer.linger.ms", "5"),
                // A transaction soon after another has to wait until the broker is done with that one, a matter of
                // milliseconds; the pause doubles from try to try.
                Map.entry("producer.retry.backoff.ms", "5"),
                Map.entry("num.stream.threads", "1"),
                // A restarted instance takes its partitions back at once, and a dead one is noticed in seconds.
                Map.entry("main.consumer.session.timeout.ms", "6000"),
                Map.entry("main.consumer.heartbeat.interval.ms", "1500"),
                Map.entry("default.timestamp.extractor", RecentTimestamp.class.getName()),
                Map.entry("statestore.cache.max.bytes", "0"));
    }
}
