package io.slotwise.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.Observation;
import io.slotwise.collector.reading.Supplement;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.embedded.redis.TestServers;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.HotSlot;
import io.slotwise.model.NodeSample.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a server that counts CPU by slot, and on one that does not. */
class SlotQuestionsTest {
    private static final ClusterKey CART = new ClusterKey("shop", "cart");

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String VALKEY = "valkey-8.1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private static Observation firstOf(RedisProcess redis, RedisNodes nodes) throws Exception {
        return Observation.none(new ClusterKey("shop", "cart"))
                .next(Instant.EPOCH, List.of(ask(redis, nodes)), Supplement.NONE);
    }

    /** What is seen after more writes, most of them to one key. */
    private static Load next(Observation first, RedisProcess redis, RedisNodes nodes) throws Exception {
        try (RedisClient client = RedisClient.create(RedisURI.create(redis.host(), redis.port()));
                var connection = client.connect()) {
            RedisFuture<?>[] hot = IntStream.range(0, 20_000)
                    .mapToObj(i -> connection.async().incr("hot"))
                    .toArray(RedisFuture[]::new);
            assertThat(LettuceFutures.awaitAll(Duration.ofSeconds(30), hot)).isTrue();
            IntStream.range(0, 20).forEach(i -> connection.sync().incr("mild:" + i));
        }
        return first.next(Instant.EPOCH, List.of(ask(redis, nodes)), Supplement.NONE)
                .sample()
                .nodes()
                .get(0)
                .load();
    }

    private static NodeAnswer ask(RedisProcess redis, RedisNodes nodes) throws Exception {
        return nodes.ask(CART, new Endpoint("cart-0", redis.host(), redis.port()), LIMIT)
                .get(10, TimeUnit.SECONDS);
    }

    /** The only master of its cluster. */
    private RedisProcess master(RedisBinary binary, String... settings) {
        RedisProcess redis = RedisProcess.startClusterNode(binary, directory, settings);
        try (RedisClient client = RedisClient.create(RedisURI.create(redis.host(), redis.port()));
                var connection = client.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            commands.clusterAddSlots(IntStream.range(0, 16_384).toArray());
            await().until(() -> commands.clusterInfo().contains("cluster_state:ok"));
        }
        return redis;
    }

    /** How many errors the node ever answered with. */
    private static OptionalLong errors(NodeAnswer answer) {
        return ((Full) answer).info().count("total_error_replies");
    }

    private static RedisNodes open() {
        return new RedisNodes(Optional.empty(), Optional.empty(), Duration.ofMinutes(1), LIMIT);
    }

    private static RedisBinary valkey() {
        Optional<RedisBinary> binary = TestServers.find().named(VALKEY);
        assumeTrue(binary.isPresent(), TestServers.missing(VALKEY));
        return binary.orElseThrow();
    }

    @Test
    void theSlotThatCarriesTheLoadIsNamed() throws Exception {
        try (RedisProcess redis = master(valkey(), "--cluster-slot-stats-enabled", "yes");
                RedisNodes nodes = open()) {
            Observation first = firstOf(redis, nodes);
            // two readings that lie too close together for the time that they take say nothing
            List<HotSlot> hot = await().until(() -> next(first, redis, nodes).hotSlots(), Optional::isPresent)
                    .orElseThrow();

            assertThat(hot).hasSize(8);
            assertThat(hot.get(0).slot()).isEqualTo(SlotHash.getSlot("hot"));
            // the server takes a command's time by the clock: one among the others may have waited for a core
            assertThat(hot.get(0).cpuPercent()).isGreaterThan(5 * hot.get(7).cpuPercent());
            assertThat(hot.get(0).keys()).hasValue(1);
        }
    }

    @Test
    void aServerThatIsNotToldToCountSaysNothingOfSlotsAndIsHeardAllTheSame() throws Exception {
        try (RedisProcess redis = master(valkey());
                RedisNodes nodes = open()) {
            Load load = next(firstOf(redis, nodes), redis, nodes);

            assertThat(load.hotSlots()).isEmpty();
            assertThat(load.opsPerSecond()).isPresent();
        }
    }

    @Test
    void aServerThatDoesNotKnowTheQuestionIsAskedOnce() throws Exception {
        try (RedisProcess redis = master(RedisBinary.find());
                RedisNodes nodes = open()) {
            assumeTrue(!RedisBinary.find().atLeast(8, 0), "the usual server here knows CLUSTER SLOT-STATS");
            Load load = next(firstOf(redis, nodes), redis, nodes);

            assertThat(load.hotSlots()).isEmpty();
            assertThat(load.opsPerSecond()).isPresent();
            assertThat(errors(ask(redis, nodes))).isEqualTo(errors(ask(redis, nodes)));
        }
    }
}
