package io.slotwise.reconciler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How Kafka is reached; the same for all commands here. */
final class KafkaOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-}",
            description = "Kafka's bootstrap servers; default: the variable KAFKA_BOOTSTRAP_SERVERS")
    private String kafka = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "properties for Kafka's clients, such as TLS and SASL")
    private Optional<Path> kafkaConfig = Optional.empty();

    /** Settings of a client, {@code bootstrap.servers} always among them. */
    Map<String, String> client() {
        Map<String, String> client = new HashMap<>();
        kafkaConfig.ifPresent(file -> client.putAll(read(file)));
        if (!kafka.isBlank()) {
            client.put("bootstrap.servers", kafka);
        }
        if (client.getOrDefault("bootstrap.servers", "").isBlank()) {
            throw usage("no Kafka named; give --kafka HOST:PORT or set KAFKA_BOOTSTRAP_SERVERS");
        }
        return client;
    }

    private Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw usage("cannot read the Kafka properties in " + file + ": " + e.getMessage());
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
