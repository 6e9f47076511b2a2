package io.slotwise.standalone.load;

import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Real nodes of one cluster. */
final class ClusterUnderTest implements AutoCloseable {
    private static final Duration FORMED_WITHIN = Duration.ofSeconds(30);
    private static final int KEYS_AT_ONCE = 100;

    private final List<RedisProcess> nodes = new ArrayList<>();
    private final List<StatefulRedisConnection<String, String>> connections = new ArrayList<>();
    private final RedisClient client = RedisClient.create();

    private final Path directory;

    private ClusterUnderTest(Path directory) {
        this.directory = directory;
    }

    /** So many masters with slots, and one without, formed by hand. */
    static ClusterUnderTest start(Path directory, int masters) {
        ClusterUnderTest cluster = nodes(directory, masters + 1);
        try {
            cluster.form(masters);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** So many nodes that do not know each other. */
    static ClusterUnderTest nodes(Path directory, int count) {
        ClusterUnderTest cluster = new ClusterUnderTest(directory);
        try {
            IntStream.range(0, count).forEach(index -> cluster.add());
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts another node, which knows no other. */
    void add() {
        RedisProcess node = startNode(RedisBinary.find(), directory.resolve("node-" + nodes.size()));
        nodes.add(node);
        connections.add(client.connect(RedisURI.create(node.host(), node.port())));
    }

    private void form(int masters) {
        for (int index = 0; index < masters; index++) {
            int first = SlotSet.COUNT * index / masters;
            int next = SlotSet.COUNT * (index + 1) / masters;
            on(index).clusterAddSlots(IntStream.range(first, next).toArray());
            on(masters).clusterMeet(nodes.get(index).host(), RedisProcess.PORT);
        }
        Awaitility.await().atMost(FORMED_WITHIN).until(this::isFormed);
    }

    private static RedisProcess startNode(RedisBinary binary, Path directory) {
        String host = RedisProcess.newHost();
        List<String> settings = List.of(
                "--cluster-enabled yes",
                "--cluster-announce-ip " + host,
                "--cluster-node-timeout 2000",
                "--cluster-allow-replica-migration no",
                "--repl-diskless-sync-delay 0");
        return RedisProcess.start(
                binary,
                host,
                directory,
                settings.stream()
                        .flatMap(setting -> Stream.of(setting.split(" ")))
                        .toList());
    }

    private boolean isFormed() {
        return IntStream.range(0, nodes.size())
                .allMatch(index -> on(index).clusterInfo().contains("cluster_state:ok")
                        && table(index).entries().size() == nodes.size()
                        && table(index).covered().equals(SlotSet.ALL));
    }

    RedisCommands<String, String> on(int node) {
        return connections.get(node).sync();
    }

    NodeTable table(int node) {
        return NodeTable.parse(on(node).clusterNodes());
    }

    RedisProcess node(int index) {
        return nodes.get(index);
    }

    List<RedisURI> seeds() {
        return nodes.stream()
                .map(node -> RedisURI.create(node.host(), node.port()))
                .toList();
    }

    /** The node that owns a key, among those that live. */
    RedisCommands<String, String> ownerOf(String key) {
        int slot = io.lettuce.core.cluster.SlotHash.getSlot(key);
        return IntStream.range(0, nodes.size())
                .filter(index -> table(index).myself().slots().contains(slot))
                .mapToObj(this::on)
                .findFirst()
                .orElseThrow();
    }

    /** Moves one slot as a reshard does. */
    void move(int slot, int from, int to) {
        String source = on(from).clusterMyId();
        String target = on(to).clusterMyId();
        on(to).clusterSetSlotImporting(slot, source);
        on(from).clusterSetSlotMigrating(slot, target);
        List<String> keys = on(from).clusterGetKeysInSlot(slot, KEYS_AT_ONCE);
        while (!keys.isEmpty()) {
            on(from).migrate(nodes.get(to).host(), RedisProcess.PORT, 0, 5_000, MigrateArgs.Builder.keys(keys));
            keys = on(from).clusterGetKeysInSlot(slot, KEYS_AT_ONCE);
        }
        on(to).clusterSetSlotNode(slot, target);
        on(from).clusterSetSlotNode(slot, target);
        for (int index = 0; index < nodes.size(); index++) {
            if (index != from && index != to) {
                on(index).clusterSetSlotNode(slot, target);
            }
        }
    }

    /** CPU seconds that the main threads of these nodes have used. */
    double cpuSeconds(int... indices) {
        return IntStream.of(indices)
                .mapToDouble(index ->
                        CpuReading.mainThreadSeconds(on(index).info("cpu")).orElseThrow())
                .sum();
    }

    long usedMemory() {
        return IntStream.range(0, nodes.size())
                .mapToObj(index -> on(index).info("memory"))
                .mapToLong(info -> info.lines()
                        .filter(line -> line.startsWith("used_memory:"))
                        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                        .sum())
                .sum();
    }

    @Override
    public void close() {
        client.shutdown();
        nodes.forEach(RedisProcess::close);
    }
}
