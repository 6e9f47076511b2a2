package io.slotwise.reconciler.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.JobEvent;
import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicReaderTest {
    private static final ClusterKey CART = new ClusterKey("shop", "cart");
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final TopicKnowledge knowledge = new TopicKnowledge();
    private final List<ClusterKey> woken = new ArrayList<>();
    private final List<DeadLetter> aside = new ArrayList<>();
    private final List<JobEvent> heard = new ArrayList<>();
    private final TopicReader reader = new TopicReader(knowledge, woken::add, aside::add, new Watch());

    private final class Watch implements TopicWatch {
        @Override
        public void setAside(DeadLetter letter) {
            throw new AssertionError("who sets aside counts it");
        }

        @Override
        public void heard(JobEvent event) {
            heard.add(event);
        }

        @Override
        public void forgotten(ClusterKey cluster) {
            knowledge.forgotten(cluster);
        }

        @Override
        public void lag(Map<String, Long> records) {
            throw new AssertionError("a reader reads one record");
        }
    }

    static List<Topic<?>> topics() {
        return List.of(Topic.INTENTS, Topic.SAMPLES, Topic.JOB_EVENTS, Topic.CLUSTERS);
    }

    private void read(Topic<?> topic, String key, byte[] value) {
        reader.read(new ConsumerRecord<>(topic.name(), 0, 7, key.getBytes(StandardCharsets.UTF_8), value));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void whatCannotBeReadIsSetAsideAndChangesNothing(Topic<?> topic) {
        read(topic, "shop/cart", "{\"cluster\":".getBytes(StandardCharsets.UTF_8));
        read(topic, "cart", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(aside).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.topic()).isEqualTo(topic.name());
            assertThat(letter.offset()).isEqualTo(7);
            assertThat(letter.component()).isEqualTo("reconciler");
        });
        assertThat(aside.get(1).problem()).contains("namespace/name");
        assertThat(woken).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(knowledge.publishedClusters()).isEmpty();
    }

    @Test
    void aRecordUnderAnotherClustersKeyIsOfNeither() {
        knowledge.published(Known.cluster(new ClusterKey("shop", "bag"), NOW));
        knowledge.published(Known.cluster(CART, NOW));
        read(Topic.JOB_EVENTS, "shop/bag", Json.bytes(event()));
        read(Topic.CLUSTERS, "shop/box", Json.bytes(Known.cluster(CART, NOW)));

        assertThat(aside)
                .extracting(DeadLetter::problem)
                .containsExactly(
                        "the key says shop/bag but the value is about shop/cart",
                        "the key says shop/box but the value is about shop/cart");
        assertThat(heard).isEmpty();
        assertThat(knowledge.published(new ClusterKey("shop", "box"))).isEmpty();
    }

    @Test
    void aJobOfAKnownClusterIsHeard() {
        read(Topic.JOB_EVENTS, "shop/cart", Json.bytes(event()));
        assertThat(heard).as("nobody knows the cluster yet").isEmpty();

        read(Topic.CLUSTERS, "shop/cart", Json.bytes(Known.cluster(CART, NOW)));
        read(Topic.JOB_EVENTS, "shop/cart", Json.bytes(event()));
        assertThat(heard).containsExactly(event());
        assertThat(aside).isEmpty();
    }

    private static JobEvent event() {
        return new JobEvent(
                CART,
                "cart-reshard",
                "cart-reshard-1",
                JobEvent.Kind.RESHARD,
                JobEvent.Phase.PROGRESS,
                NOW,
                1,
                2,
                3,
                "1 of 2 slots",
                Optional.empty());
    }
}
