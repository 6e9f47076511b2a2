package io.slotwise.streams;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;

/** Kafka Streams' properties: the defaults, and over them what the configuration says. */
final class StreamsProperties {
    private static final String GROUP_INSTANCE_ID = "group.instance.id";

    private StreamsProperties() {}

    static Properties of(StreamsConfiguration configuration, StateDirectory directory) {
        Properties properties = new Properties();
        properties.putAll(KafkaDefaults.settings());
        properties.putAll(configuration.kafka());
        if (!properties.containsKey(GROUP_INSTANCE_ID) && !properties.containsKey("main.consumer.group.instance.id")) {
            properties.put("main.consumer.group.instance.id", properties.get("application.id") + "-" + hostName());
        }
        properties.putIfAbsent("state.dir", directory.path().toString());
        return properties;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
