package io.slotwise.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Kafka Streams' properties: the defaults, and over them what the configuration says. */
final class StreamsProperties {
    private static final String GROUP_INSTANCE_ID = "group.instance.id";

    private StreamsProperties() {}

    static Properties of(StreamsConfiguration configuration) {
        Properties properties = new Properties();
        properties.putAll(KafkaDefaults.settings());
        properties.putAll(configuration.kafka());
        if (!properties.containsKey(GROUP_INSTANCE_ID) && !properties.containsKey("main.consumer.group.instance.id")) {
            properties.put("main.consumer.group.instance.id", properties.get("application.id") + "-" + hostName());
        }
        if (!properties.containsKey("state.dir")) {
            properties.put(
                    "state.dir",
                    configuration
                            .stateDirectory()
                            .orElseGet(StreamsProperties::temporary)
                            .toString());
        }
        return properties;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("slotwise-streams-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary state directory; name one with --state-dir", e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
