package io.slotwise.streams;

import io.slotwise.streams.decision.Rules;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How the topology runs.
 *
 * @param kafka Kafka's own properties, {@code bootstrap.servers} at least; each overrides the default of
 *     {@link KafkaDefaults}
 * @param rules the decision core's numbers
 * @param stateDirectory where Kafka Streams keeps its lock and process id; a temporary directory when absent
 */
public record StreamsConfiguration(Map<String, String> kafka, Rules rules, Optional<Path> stateDirectory) {
    public StreamsConfiguration {
        kafka = Map.copyOf(kafka);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("bootstrap.servers is missing; name a broker as host:port");
        }
    }

    /** The defaults, on the Kafka at {@code bootstrapServers}. */
    public static StreamsConfiguration of(String bootstrapServers) {
        return of(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** The defaults, with these Kafka properties. */
    public static StreamsConfiguration of(Map<String, String> kafka) {
        return new StreamsConfiguration(kafka, Rules.DEFAULT, Optional.empty());
    }

    public StreamsConfiguration withStateDirectory(Path directory) {
        return new StreamsConfiguration(kafka, rules, Optional.of(directory));
    }
}
