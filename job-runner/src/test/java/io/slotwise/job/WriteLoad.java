package io.slotwise.job;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.slotwise.job.redis.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A cluster client that counts up many counters and remembers what was acknowledged; between, keys that soon expire. */
final class WriteLoad implements AutoCloseable {
    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<String, String> connection;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final int counters;
    private final Thread writer;
    private volatile boolean running = true;

    private WriteLoad(List<Address> nodes, int counters) {
        this.counters = counters;
        this.client = RedisClusterClient.create(nodes.stream()
                .map(node -> RedisURI.create(node.host(), node.port()))
                .toList());
        client.setOptions(ClusterClientOptions.builder()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofSeconds(1))
                        .build())
                .maxRedirects(20)
                .build());
        this.connection = client.connect();
        this.writer = new Thread(this::write, "write-load");
    }

    /** Counts each of {@code counter:0…} up, round and round. */
    static WriteLoad start(List<Address> nodes, int counters) {
        WriteLoad load = new WriteLoad(nodes, counters);
        load.writer.start();
        return load;
    }

    /** Stores {@code fill:0…} with values of that many characters. */
    static void fill(List<Address> nodes, int keys, int length) {
        try (WriteLoad load = new WriteLoad(nodes, 0)) {
            RedisFuture<?>[] answers = new RedisFuture<?>[keys];
            for (int i = 0; i < keys; i++) {
                answers[i] = load.connection.async().set("fill:" + i, value(i, length));
            }
            for (RedisFuture<?> answer : answers) {
                get(answer);
            }
        }
    }

    /** How many of {@code fill:0…} are not what was stored. */
    static long missing(List<Address> nodes, int keys, int length) {
        try (WriteLoad load = new WriteLoad(nodes, 0)) {
            RedisFuture<?>[] answers = new RedisFuture<?>[keys];
            for (int i = 0; i < keys; i++) {
                answers[i] = load.connection.async().get("fill:" + i);
            }
            long missing = 0;
            for (int i = 0; i < keys; i++) {
                missing += value(i, length).equals(get(answers[i])) ? 0 : 1;
            }
            return missing;
        }
    }

    private static String value(int i, int length) {
        return i + "x".repeat(length);
    }

    private static Object get(RedisFuture<?> answer) {
        try {
            Object value = answer.get(20, TimeUnit.SECONDS);
            return value == null ? "" : value;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() {
        for (int i = 0; running; i = (i + 1) % counters) {
            String key = "counter:" + i;
            try {
                acknowledged.put(key, connection.sync().incr(key));
                connection.sync().set("short-lived:" + i, "1", SetArgs.Builder.px(30));
            } catch (RuntimeException e) {
                errors.add(key + ": " + e);
            }
        }
    }

    long acknowledged() {
        return acknowledged.values().stream().mapToLong(Long::longValue).sum();
    }

    List<String> errors() {
        return errors;
    }

    /** Ends the writing and says which counters stand lower than was acknowledged. */
    List<String> lost() throws InterruptedException {
        running = false;
        writer.join(20_000);
        return acknowledged.entrySet().stream()
                .filter(entry ->
                        Long.parseLong((String) get(connection.async().get(entry.getKey()))) < entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void close() {
        running = false;
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
