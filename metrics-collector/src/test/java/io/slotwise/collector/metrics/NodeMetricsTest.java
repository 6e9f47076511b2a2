package io.slotwise.collector.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Silent;
import io.slotwise.collector.reading.Observation;
import io.slotwise.collector.reading.Span;
import io.slotwise.collector.reading.Supplement;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
    private static final ClusterKey CART = new ClusterKey("shop", "cart");
    private static final String LABELS =
            "cluster=\"cart\",instance=\"10.0.0.1:6379\",namespace=\"shop\",pod=\"cart-0\"";
    private static final String INFO = """
            redis_version:7.0.15
            role:master
            used_memory:256
            maxmemory:1024
            connected_clients:7
            total_commands_processed:42
            keyspace_hits:5
            keyspace_misses:3
            used_cpu_sys:1.5
            used_cpu_user:2.5
            rdb_last_bgsave_status:err
            cmdstat_get:calls=9,usec=1500000,usec_per_call=0.10
            db0:keys=11,expires=4,avg_ttl=0
            """;
    private static final String NODES = "a".repeat(40) + " 10.0.0.1:6379@16379 myself,master - 0 0 1 connected 0-5\n";

    private final Latest latest = new Latest();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @BeforeEach
    void observe() {
        registry.register(new NodeMetrics(latest));
        NodeAnswer answer = NodeAnswer.read(
                new Endpoint("cart-0", "10.0.0.1", 6379),
                new Span(0, 1),
                INFO,
                NODES,
                "cluster_state:ok\ncluster_slots_assigned:6\ncluster_stats_messages_sent:8\n");
        Silent silent = new Silent(new Endpoint("cart-1", "10.0.0.2", 6379), "no answer");
        latest.put(Observation.none(CART).next(Instant.EPOCH, List.of(answer, silent), Supplement.NONE));
    }

    private List<String> lines() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aNodeStandsUnderTheRedisExportersNames() throws IOException {
        assertThat(lines())
                .contains(
                        "redis_up{" + LABELS + "} 1.0",
                        "redis_memory_used_bytes{" + LABELS + "} 256.0",
                        "redis_memory_max_bytes{" + LABELS + "} 1024.0",
                        "redis_connected_clients{" + LABELS + "} 7.0",
                        "redis_commands_processed_total{" + LABELS + "} 42.0",
                        "redis_keyspace_hits_total{" + LABELS + "} 5.0",
                        "redis_keyspace_misses_total{" + LABELS + "} 3.0",
                        "redis_cpu_user_seconds_total{" + LABELS + "} 2.5",
                        "redis_rdb_last_bgsave_status{" + LABELS + "} 0.0",
                        "redis_cluster_state{" + LABELS + "} 1.0",
                        "redis_cluster_slots_assigned{" + LABELS + "} 6.0",
                        "redis_cluster_messages_sent_total{" + LABELS + "} 8.0",
                        "redis_cluster_node_memory_percent{" + LABELS + "} 25.0")
                .contains("# TYPE redis_up gauge", "# TYPE redis_commands_processed_total counter");
    }

    @Test
    void whatTheNodesTogetherSayOfTheirClusterStandsUnderItsName() throws IOException {
        String cart = "{cluster=\"cart\",namespace=\"shop\"}";
        assertThat(lines())
                .contains("slotwise_cluster_state" + cart + " 1.0", "slotwise_cluster_slots_assigned" + cart + " 6.0");
        latest.put(Observation.none(CART)
                .next(
                        Instant.EPOCH,
                        List.of(new Silent(new Endpoint("cart-1", "10.0.0.2", 6379), "no answer")),
                        Supplement.NONE));
        assertThat(lines()).noneMatch(line -> line.startsWith("slotwise_cluster_"));
    }

    /** It knows the others, and has not heard yet who owns what. */
    @Test
    void oneThatHasJustJoinedAndStillLearnsDoesNotMakeItsClusterLookBroken() throws IOException {
        NodeAnswer knows = answer("cart-0", "a", "0-16383", "ok", 16384);
        NodeAnswer learns = answer("cart-1", "b", "", "fail", 3);
        latest.put(Observation.none(CART).next(Instant.EPOCH, List.of(knows, learns), Supplement.NONE));
        assertThat(lines())
                .contains(
                        "slotwise_cluster_state{cluster=\"cart\",namespace=\"shop\"} 1.0",
                        "slotwise_cluster_slots_assigned{cluster=\"cart\",namespace=\"shop\"} 16384.0")
                .anyMatch(line ->
                        line.startsWith("redis_cluster_state{") && line.contains("cart-1") && line.endsWith(" 0.0"));
    }

    private static NodeAnswer answer(String pod, String letter, String slots, String state, int assigned) {
        String own = letter.repeat(40) + " 10.0.0.1:6379@16379 myself,master - 0 0 1 connected " + slots + "\n";
        String other = "c".repeat(40) + " 10.0.0.3:6379@16379 master - 0 0 2 connected\n";
        return NodeAnswer.read(
                new Endpoint(pod, "10.0.0.1", 6379),
                new Span(0, 1),
                INFO,
                own + other,
                "cluster_state:" + state + "\ncluster_slots_assigned:" + assigned + "\n");
    }

    @Test
    void keysCommandsAndTheInstanceHaveLabelsOfTheirOwn() throws IOException {
        assertThat(lines())
                .contains(
                        "redis_db_keys{cluster=\"cart\",db=\"db0\",instance=\"10.0.0.1:6379\",namespace=\"shop\",pod=\"cart-0\"} 11.0",
                        "redis_commands_total{cluster=\"cart\",cmd=\"get\",instance=\"10.0.0.1:6379\",namespace=\"shop\",pod=\"cart-0\"} 9.0",
                        "redis_commands_duration_seconds_total{cluster=\"cart\",cmd=\"get\",instance=\"10.0.0.1:6379\",namespace=\"shop\",pod=\"cart-0\"} 1.5")
                .anyMatch(line -> line.startsWith("redis_instance_info{") && line.contains("redis_version=\"7.0.15\""));
    }

    @Test
    void aSilentNodeIsDownAndSaysNothingElse() throws IOException {
        assertThat(lines())
                .filteredOn(line -> line.contains("cart-1"))
                .containsExactly(
                        "redis_up{cluster=\"cart\",instance=\"10.0.0.2:6379\",namespace=\"shop\",pod=\"cart-1\"} 0.0");
    }

    @Test
    void aClusterThatIsGoneLeavesNothing() throws IOException {
        latest.remove(CART);
        assertThat(lines()).noneMatch(line -> line.contains("cart"));
    }
}
