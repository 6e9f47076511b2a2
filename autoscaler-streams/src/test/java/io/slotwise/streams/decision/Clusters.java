package io.slotwise.streams.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Pause;
import io.slotwise.model.Policy;
import io.slotwise.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Cluster records for tests: {@code shop/cart} with one replica each, thresholds 70/20 and 70/30, 60 s and 15 s. */
public record Clusters(ClusterRecord record) {
    public static final ClusterKey CART = new ClusterKey("shop", "cart");
    public static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private static final JsonMapper MAPPER = new JsonMapper();

    public static Clusters withMasters(int masters) {
        return of(CART, masters);
    }

    public static Clusters of(ClusterKey cluster, int masters) {
        Policy policy = new Policy(
                1,
                Policy.Scaling.AUTOMATIC,
                3,
                OptionalInt.of(6),
                new Policy.Thresholds(70, 20),
                new Policy.Thresholds(70, 30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                URI.create("http://prometheus:9090"));
        return new Clusters(new ClusterRecord(
                cluster,
                START,
                1,
                masters,
                1,
                policy,
                endpoints(cluster, masters),
                ClusterRecord.Phase.INITIALIZED,
                Optional.empty(),
                Optional.empty()));
    }

    private static List<ClusterRecord.Endpoint> endpoints(ClusterKey cluster, int masters) {
        return IntStream.range(0, 2 * (masters + 1))
                .mapToObj(pod -> new ClusterRecord.Endpoint(cluster.name() + "-" + pod, "10.0.0." + (pod + 1), 6379))
                .toList();
    }

    public Clusters at(Instant at) {
        return with("at", at.toString());
    }

    public Clusters generation(long generation) {
        return with("generation", generation);
    }

    /** As many masters wanted, and pods for them. */
    public Clusters masters(int masters) {
        return with("masters", masters).with("endpoints", endpoints(record.cluster(), masters));
    }

    public Clusters running(ClusterRecord.Operation.Kind kind) {
        return with("operation", new ClusterRecord.Operation(kind, record.at(), "a test's operation"));
    }

    public Clusters quiet() {
        return changed(json -> json.remove("operation"));
    }

    public Clusters scaledAt(Instant last) {
        return with("lastScaleTime", last.toString());
    }

    public Clusters forming() {
        return with("phase", "FORMING");
    }

    public Clusters manual() {
        return withPolicy(Map.of("scaling", "MANUAL"));
    }

    public Clusters thresholds(Policy.Thresholds cpu, Policy.Thresholds memory) {
        return withPolicy(Map.of("cpu", cpu, "memory", memory));
    }

    public Clusters timing(Duration interval, Duration cooldown) {
        return withPolicy(Map.of("metricsQueryInterval", interval.toString(), "scaleCooldown", cooldown.toString()));
    }

    public Clusters bounds(int min, OptionalInt max) {
        Clusters unbounded = changed(json -> json.withObject("policy").remove("maxMasters"));
        return max.isPresent()
                ? unbounded.withPolicy(Map.of("minMasters", min, "maxMasters", max.getAsInt()))
                : unbounded.withPolicy(Map.of("minMasters", min));
    }

    public Clusters strategy(Policy.Strategy strategy) {
        return withPolicy(Map.of("strategy", strategy));
    }

    public Clusters pause(Pause pause) {
        return withPolicy(Map.of("pause", pause));
    }

    /** With one field of the limits as the record has it in JSON. */
    public Clusters limit(String field, Object value) {
        return changed(json -> json.withObject("policy").withObject("limits").set(field, tree(value)));
    }

    /** With a shadow policy of another cpuThreshold. */
    public Clusters shadow(String name, int cpuHigh) {
        Clusters tried = withPolicy(Map.of("cpu", new Policy.Thresholds(cpuHigh, 20)));
        return withPolicy(Map.of("shadows", List.of(new Policy.Shadow(name, tried.record.policy()))));
    }

    private Clusters with(String field, Object value) {
        return changed(json -> json.set(field, tree(value)));
    }

    private Clusters withPolicy(Map<String, Object> fields) {
        return changed(json ->
                fields.forEach((field, value) -> json.withObject("policy").set(field, tree(value))));
    }

    private Clusters changed(Consumer<ObjectNode> change) {
        ObjectNode json = (ObjectNode) tree(record);
        change.accept(json);
        return new Clusters(Json.read(json.toString().getBytes(StandardCharsets.UTF_8), ClusterRecord.class));
    }

    private static JsonNode tree(Object value) {
        try {
            return MAPPER.readTree(Json.bytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
