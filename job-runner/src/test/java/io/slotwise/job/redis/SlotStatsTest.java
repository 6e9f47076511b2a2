package io.slotwise.job.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Credentials;
import io.slotwise.model.topology.SlotSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What slots carry, as real servers of several versions tell it. */
class SlotStatsTest {
    private static final int KEYS = 2000;
    private static final Set<String> COUNT_CPU = Set.of("redis-8.6", "valkey-8.1", "valkey-9.1");

    @TestFactory
    Stream<DynamicTest> keysBytesAndCpuAreToldOrEstimated(@TempDir Path directory) {
        Map<String, RedisBinary> servers = new TreeMap<>(TestServers.find().byName());
        servers.put("the usual one", RedisBinary.find());
        return servers.entrySet().stream()
                .map(server -> DynamicTest.dynamicTest(
                        server.getKey(),
                        () -> look(server.getKey(), server.getValue(), directory.resolve(server.getKey()))));
    }

    private static void look(String name, RedisBinary binary, Path directory) {
        boolean tells = COUNT_CPU.contains(name);
        List<String> settings = new ArrayList<>(List.of("--cluster-enabled", "yes"));
        if (tells) {
            settings.addAll(List.of("--cluster-slot-stats-enabled", "yes"));
        }
        String host = RedisProcess.newHost();
        try (RedisProcess process = RedisProcess.start(binary, host, directory, settings)) {
            fill(process);

            Address address = new Address("pod-0", process.host(), process.port());
            ClusterView view = Discovery.read(List.of(address), Access.nameless(Credentials.NONE));
            SlotLoads loads = Discovery.loads(view, Access.nameless(Credentials.NONE));

            assertThat(loads.keys(SlotSet.ALL)).isEqualTo(KEYS);
            assertThat(loads.bytes(SlotSet.ALL)).isBetween(KEYS * 1000L, KEYS * 1400L);
            assertThat(loads.countCpu()).isEqualTo(tells);
        }
    }

    private static void fill(RedisProcess process) {
        RedisClient client = RedisClient.create(RedisURI.create(process.host(), process.port()));
        try (var connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            redis.clusterAddSlots(IntStream.range(0, SlotSet.COUNT).toArray());
            Awaitility.await().until(() -> redis.clusterInfo().contains("cluster_state:ok"));
            IntStream.range(0, KEYS).forEach(i -> redis.set("key:" + i, "x".repeat(1000)));
        } finally {
            client.shutdown();
        }
    }
}
