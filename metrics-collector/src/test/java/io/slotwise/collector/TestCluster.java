package io.slotwise.collector;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.topology.SlotSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A Redis Cluster of real processes: masters that share the slots, and replicas of the first. */
final class TestCluster implements AutoCloseable {
    private final RedisClient client = RedisClient.create();
    private final String name;
    private final Path directory;
    private final String maxmemory;
    private final List<RedisProcess> nodes = new ArrayList<>();

    private TestCluster(String name, Path directory, String maxmemory) {
        this.name = name;
        this.directory = directory;
        this.maxmemory = maxmemory;
    }

    static TestCluster start(String name, Path directory, String maxmemory, int masters, int replicas) {
        TestCluster cluster = new TestCluster(name, directory.resolve(name), maxmemory);
        for (int i = 0; i < masters + replicas; i++) {
            cluster.nodes.add(cluster.process(i, RedisProcess.newHost()));
        }
        cluster.join();
        cluster.shareSlots(masters);
        for (int i = masters; i < masters + replicas; i++) {
            cluster.replicate(i);
        }
        return cluster;
    }

    private RedisProcess process(int index, String host) {
        return RedisProcess.start(RedisBinary.find(), host, directory.resolve("" + index), settings(host));
    }

    /** The announced address is needed on loopback, where a node's own calls seem to come from 127.0.0.1. */
    private List<String> settings(String host) {
        return List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-announce-ip",
                host,
                "--cluster-node-timeout",
                "2000",
                "--maxmemory",
                maxmemory);
    }

    private void join() {
        nodes.stream().skip(1).forEach(node -> ask(0, redis -> redis.clusterMeet(node.host(), node.port())));
        eventually(redis -> redis.clusterInfo().contains("cluster_known_nodes:" + nodes.size() + "\r"));
    }

    private void shareSlots(int masters) {
        for (int i = 0; i < masters; i++) {
            int[] slots = IntStream.range(SlotSet.COUNT * i / masters, SlotSet.COUNT * (i + 1) / masters)
                    .toArray();
            ask(i, redis -> redis.clusterAddSlots(slots));
        }
        eventually(redis -> redis.clusterInfo().contains("cluster_state:ok"));
    }

    private void replicate(int index) {
        String master = ask(0, RedisCommands::clusterMyId);
        await().ignoreExceptions()
                .until(() -> ask(index, redis -> redis.clusterReplicate(master)).equals("OK"));
        await().until(() -> ask(index, redis -> redis.info("replication")).contains("link_status:up"));
    }

    private void eventually(Function<RedisCommands<String, String>, Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> IntStream.range(0, nodes.size()).allMatch(index -> ask(index, condition)));
    }

    <R> R ask(int index, Function<RedisCommands<String, String>, R> question) {
        RedisProcess node = nodes.get(index);
        try (var connection = client.connect(
                RedisURI.builder().withHost(node.host()).withPort(node.port()).build())) {
            return question.apply(connection.sync());
        }
    }

    RedisProcess node(int index) {
        return nodes.get(index);
    }

    List<Endpoint> endpoints() {
        return IntStream.range(0, nodes.size())
                .mapToObj(index -> new Endpoint(
                        name + "-" + index,
                        nodes.get(index).host(),
                        nodes.get(index).port()))
                .toList();
    }

    /** Kills a node and starts it again on its address, with its data folder. */
    void restart(int index) {
        nodes.get(index).kill();
        nodes.set(index, process(index, nodes.get(index).host()));
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
        client.shutdown();
    }
}
