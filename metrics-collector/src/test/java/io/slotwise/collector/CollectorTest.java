package io.slotwise.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ScriptOutputType;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.prometheus.FakePrometheus;
import io.slotwise.collector.prometheus.FakePrometheus.Answer;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.NodeSample;
import io.slotwise.model.NodeSample.Role;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import io.slotwise.model.Sample.ClusterHealth.State;
import io.slotwise.model.topology.SlotSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector between a real broker and real Redis processes. */
class CollectorTest {
    private static final Duration INTERVAL = Duration.ofMillis(400);
    private static final URI NO_PROMETHEUS = URI.create("http://prometheus.invalid:9090");
    private static final ClusterKey CART = new ClusterKey("shop", "cart");
    private static final ClusterKey USERS = new ClusterKey("shop", "users");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static TestCluster cart;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @SuppressWarnings("NullAway.Init")
    private KafkaView kafka;

    @SuppressWarnings("NullAway.Init")
    private Collector collector;

    @BeforeAll
    static void startTheWorld() {
        broker = EmbeddedBroker.startWithTopics(directory.resolve("kafka"));
        cart = TestCluster.start("cart", directory, "64mb", 3, 1);
    }

    @AfterAll
    static void endTheWorld() {
        cart.close();
        broker.close();
    }

    @BeforeEach
    void startTheCollector() {
        kafka = new KafkaView(broker.bootstrapServers());
        kafka.publish(record(CART, cart.endpoints(), NO_PROMETHEUS));
        collector =
                Collector.start(CollectorConfig.of(Map.of("bootstrap.servers", broker.bootstrapServers())), registry);
    }

    @AfterEach
    void endTheCollector() {
        kafka.tombstone(CART);
        kafka.tombstone(USERS);
        collector.close();
        kafka.close();
    }

    private static ClusterRecord record(ClusterKey cluster, List<Endpoint> endpoints, URI prometheus) {
        Policy policy = new Policy(
                1,
                Policy.Scaling.AUTOMATIC,
                3,
                OptionalInt.empty(),
                new Policy.Thresholds(70, 20),
                new Policy.Thresholds(70, 30),
                Duration.ofSeconds(60),
                INTERVAL,
                prometheus);
        return new ClusterRecord(
                cluster,
                Instant.now(),
                1,
                3,
                1,
                policy,
                endpoints,
                ClusterRecord.Phase.INITIALIZED,
                Optional.empty(),
                Optional.empty());
    }

    private Sample awaitSample(ClusterKey cluster, Predicate<Sample> wanted) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> kafka.samples(cluster).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static NodeSample node(Sample sample, int index) {
        return sample.nodes().get(index);
    }

    @Test
    void aSampleSaysWhatTheClusterIsAndUses() {
        Sample sample = awaitSample(
                CART,
                seen -> seen.nodes().stream()
                        .allMatch(node -> node.load().cpuPercent().isPresent()));

        assertThat(sample.source()).isEqualTo(Sample.Source.REDIS);
        assertThat(sample.health()).isEqualTo(new Sample.ClusterHealth(State.OK, SlotSet.COUNT, SlotSet.EMPTY, true));
        assertThat(sample.activeMasters().map(NodeSample::pod)).containsExactly("cart-0", "cart-1", "cart-2");
        assertThat(node(sample, 3).role()).isEqualTo(Role.REPLICA);
        assertThat(node(sample, 3).masterId()).contains(node(sample, 0).nodeId());
        assertThat(node(sample, 3).load().replicationLink()).contains(NodeSample.Load.Link.UP);
        assertThat(sample.nodes()).allSatisfy(node -> {
            assertThat(node.knownNodes()).isEqualTo(4);
            assertThat(node.load().memoryLimitBytes()).hasValue(64 << 20);
            assertThat(node.load().memoryPercent().orElseThrow()).isBetween(1.0, 20.0);
            assertThat(node.load().cpuPercent().orElseThrow()).isBetween(0.0, 100.0);
        });
    }

    @Test
    void aBusyNodeShowsItsCpu() throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread load = new Thread(() -> keepBusy(enough));
        load.start();
        try {
            Sample busy =
                    awaitSample(CART, seen -> node(seen, 0).load().cpuPercent().orElse(0) > 30);

            assertThat(node(busy, 1).load().cpuPercent().orElseThrow()).isLessThan(20);
        } finally {
            enough.set(true);
            load.join();
        }
    }

    private static void keepBusy(AtomicBoolean enough) {
        cart.ask(0, redis -> {
            while (!enough.get()) {
                redis.eval("local t=0 for i=1,500000 do t=t+i end return t", ScriptOutputType.INTEGER);
            }
            return "";
        });
    }

    @Test
    void aStoppedNodeIsSilentAndDelaysNoOtherCluster() throws Exception {
        try (TestCluster users = TestCluster.start("users", directory, "0", 1, 0)) {
            kafka.publish(record(USERS, users.endpoints(), NO_PROMETHEUS));
            awaitSample(USERS, seen -> true);
            signal("STOP", cart.node(1).pid());
            try {
                Sample half = awaitSample(CART, seen -> !node(seen, 1).answered());
                assertThat(node(half, 1).answer().problem()).isEqualTo("no answer within 320 ms");
                assertThat(node(half, 0).answered()).isTrue();
                int before = kafka.samples(USERS).size();
                Instant from = Instant.now();
                await().until(() -> kafka.samples(USERS).size() >= before + 5);
                assertThat(Duration.between(from, Instant.now())).isLessThan(INTERVAL.multipliedBy(8));
                assertThat(metrics())
                        .contains("redis_up{cluster=\"cart\",instance=\""
                                + cart.node(1).address() + "\",namespace=\"shop\",pod=\"cart-1\"} 0.0");
                await().until(() -> metrics().contains(breaker("closed") + " 0.0"));
                Sample soon = awaitSample(
                        CART, seen -> node(seen, 1).answer().problem().contains("not waited for"));
                assertThat(node(soon, 0).answered()).isTrue();
            } finally {
                signal("CONT", cart.node(1).pid());
            }
            Instant resumed = Instant.now();
            awaitSample(
                    CART, seen -> seen.at().isAfter(resumed) && node(seen, 1).answered());
            await().until(() -> metrics().contains(breaker("closed") + " 1.0"));
        }
    }

    private static String breaker(String state) {
        return "slotwise_collector_circuit_breaker_state{state=\"" + state
                + "\",system=\"redis\",target=\"shop/cart\"}";
    }

    @Test
    void prometheusSaysTheLimitThatRedisDoesNot() {
        try (TestCluster users = TestCluster.start("limitless", directory, "0", 1, 0);
                FakePrometheus prometheus = FakePrometheus.start(query -> query.contains("memory")
                        ? Answer.value("limitless-0", "8388608")
                        : Answer.value("limitless-0", "99"))) {
            kafka.publish(record(USERS, users.endpoints(), prometheus.uri()));

            Sample first = awaitSample(USERS, seen -> true);
            Sample filled = awaitSample(
                    USERS,
                    seen -> seen.source() == Sample.Source.PROMETHEUS
                            && node(seen, 0).load().cpuPercent().isPresent());

            assertThat(node(first, 0).load().memoryPercent()).isEmpty();
            assertThat(node(filled, 0).load().memoryLimitBytes()).hasValue(8 << 20);
            assertThat(node(filled, 0).load().memoryPercent().orElseThrow()).isBetween(5.0, 100.0);
            assertThat(node(filled, 0).load().cpuPercent().orElseThrow()).isLessThan(99);
        }
    }

    @Test
    void aRestartedNodeHasNoCpuForOneTick() {
        awaitSample(CART, seen -> node(seen, 2).load().cpuPercent().isPresent());
        Instant restart = Instant.now();

        cart.restart(2);

        awaitSample(
                CART,
                seen -> seen.at().isAfter(restart)
                        && node(seen, 2).load().cpuPercent().isPresent());
        Sample first = kafka.samples(CART).stream()
                .filter(seen -> seen.at().isAfter(restart)
                        && node(seen, 2).answered()
                        && node(seen, 2).load().uptimeSeconds().orElse(99) < 5)
                .findFirst()
                .orElseThrow();
        assertThat(node(first, 2).load().cpuPercent()).isEmpty();
        awaitSample(CART, seen -> seen.at().isAfter(restart) && seen.health().state() == State.OK);
    }

    @Test
    void rubbishIsSetAsideAndSamplingGoesOn() throws IOException {
        awaitSample(CART, seen -> true);
        kafka.publish("shop/cart", KafkaView.bytes("{\"cluster\":"));
        kafka.publish("cart", KafkaView.bytes("{}"));

        await().until(() -> kafka.deadLetters().size() == 2);
        assertThat(kafka.deadLetters().get(0).problem()).contains("not a ClusterRecord");
        assertThat(kafka.deadLetters().get(1).problem()).contains("namespace/name");
        Instant after = Instant.now();
        awaitSample(CART, seen -> seen.at().isAfter(after));
        assertThat(metrics()).contains("slotwise_collector_bad_records_total{topic=\"slotwise.clusters\"} 2.0");
    }

    @Test
    void aTombstoneEndsTheSamplingAndTakesTheMetricsAway() throws IOException {
        awaitSample(CART, seen -> true);
        assertThat(metrics()).contains("redis_up{cluster=\"cart\"");

        kafka.tombstone(CART);

        await().until(() -> !metrics().contains("cluster=\"cart\""));
        int count = kafka.samples(CART).size();
        await().during(INTERVAL.multipliedBy(3)).until(() -> kafka.samples(CART).size() <= count + 1);
    }

    @Test
    void closingLeavesNoConnectionThreadOrMetricBehind() throws IOException {
        awaitSample(CART, seen -> true);
        await().until(() -> clientsOfNode().contains("name=slotwise-collector"));

        collector.close();

        await().until(() -> !clientsOfNode().contains("name=slotwise-collector"));
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("collector-") || name.contains("slotwise-collector")));
        assertThat(metrics()).isEmpty();
        collector =
                Collector.start(CollectorConfig.of(Map.of("bootstrap.servers", broker.bootstrapServers())), registry);
    }

    private static String clientsOfNode() {
        return cart.ask(0, redis -> redis.clientList());
    }

    private String metrics() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
