package io.slotwise.standalone;

import io.slotwise.model.json.Topic;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Throws a record of rubbish about the demo cluster into each topic, once the cluster is formed. */
final class Litter {
    private static final Pattern BROKER = Pattern.compile("Kafka is up at (\\S+)");

    private Litter() {}

    /** Completes when it is done; the terminal says where Kafka is and when the time has come. */
    static CompletableFuture<Void> dropDuring(StringWriter terminal) {
        return CompletableFuture.runAsync(() -> {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(150))
                    .until(() -> terminal.toString().contains("cluster formed"));
            drop(terminal.toString());
        });
    }

    private static void drop(String told) {
        Matcher broker = BROKER.matcher(told);
        if (!broker.find()) {
            throw new AssertionError("the terminal does not say where Kafka is: " + told);
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.group(1)), new StringSerializer(), new ByteArraySerializer())) {
            for (Topic<?> topic : Topic.ALL) {
                producer.send(new ProducerRecord<>(
                                topic.name(), "default/demo", "{\"cluster\":".getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("rubbish did not reach its topic", e);
        }
    }
}
