package io.slotwise.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.NodeAnswer.Silent;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisNodesTest {
    private static final ClusterKey CART = new ClusterKey("shop", "cart");

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private RedisNodes nodes = open(Optional.empty());

    private static RedisNodes open(Optional<Password> password) {
        return new RedisNodes(password, Optional.empty(), Duration.ofMinutes(1), LIMIT);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private RedisProcess redis(String... settings) {
        return RedisProcess.startClusterNode(RedisBinary.find(), directory, settings);
    }

    private NodeAnswer ask(RedisProcess redis) throws Exception {
        return nodes.ask(CART, new Endpoint("cart-0", redis.host(), redis.port()), LIMIT)
                .get(10, TimeUnit.SECONDS);
    }

    private static String problem(NodeAnswer answer) {
        assertThat(answer).isInstanceOf(Silent.class);
        return ((Silent) answer).problem();
    }

    @Test
    void aNodeAnswersOverOneConnectionThatIsKept() throws Exception {
        try (RedisProcess redis = redis()) {
            for (int i = 0; i < 3; i++) {
                assertThat(ask(redis)).isInstanceOf(Full.class);
            }
            assertThat(nodes.cacheStats().missCount()).isEqualTo(1);
            assertThat(nodes.cacheStats().hitCount()).isEqualTo(2);
            assertThat(nodes.cacheSize()).isEqualTo(1);
        }
    }

    @Test
    void aNodeThatIsNotThereIsSilentWithItsReason() throws Exception {
        try (RedisProcess redis = redis()) {
            redis.kill();
            assertThat(problem(ask(redis))).contains("refused");
        }
    }

    @Test
    void aNodeThatCameBackOnItsAddressIsReachedAtOnce() throws Exception {
        RedisProcess first = redis();
        ask(first);
        first.kill();
        try (RedisProcess second =
                RedisProcess.start(RedisBinary.find(), first.host(), directory, List.of("--cluster-enabled", "yes"))) {
            await().until(() -> ask(second) instanceof Full);
        } finally {
            first.close();
        }
    }

    @Test
    void aServerThatIsNoClusterNodeAnswersHalfAndIsSilent() throws Exception {
        try (RedisProcess redis =
                RedisProcess.start(RedisBinary.find(), RedisProcess.newHost(), directory, List.of())) {
            assertThat(problem(ask(redis))).contains("cluster support disabled");
        }
    }

    @Test
    void aPasswordIsAskedForAndUsedAndNeverShown() throws Exception {
        try (RedisProcess redis = redis("--requirepass", "open sesame")) {
            assertThat(problem(ask(redis))).contains("NOAUTH");
            nodes.close();
            nodes = open(Optional.of(new Password("wrong one")));
            assertThat(problem(ask(redis))).contains("WRONGPASS").doesNotContain("wrong one");
            nodes.close();
            nodes = open(Optional.of(new Password("open sesame")));
            assertThat(ask(redis)).isInstanceOf(Full.class);
        }
        assertThat(new Password("open sesame")).hasToString("***");
        assertThatThrownBy(() -> new Password("")).hasMessageContaining("must not be empty");
    }

    @Test
    void anUnusedConnectionExpires() throws Exception {
        nodes.close();
        nodes = new RedisNodes(Optional.empty(), Optional.empty(), Duration.ofMillis(200), LIMIT);
        try (RedisProcess redis = redis()) {
            ask(redis);
            await().until(() -> nodes.cacheSize() == 0);
            assertThat(ask(redis)).isInstanceOf(Full.class);
        }
    }

    @Test
    void aHostNameIsResolvedAndAnUnknownOneIsSaidToBeSo() throws Exception {
        NodeAnswer unknown = nodes.ask(CART, new Endpoint("cart-0", "cart-0.invalid", 6379), LIMIT)
                .get(10, TimeUnit.SECONDS);
        NodeAnswer nobody =
                nodes.ask(CART, new Endpoint("cart-0", "localhost", 1), LIMIT).get(10, TimeUnit.SECONDS);

        assertThat(problem(unknown)).isEqualTo("there is no host cart-0.invalid");
        assertThat(problem(nobody)).contains("refused");
    }

    @Test
    void anAddressThatSwallowsEverythingIsGivenUpInTime() throws Exception {
        Endpoint blackHole = new Endpoint("cart-0", "192.0.2.1", 6379);
        NodeAnswer answer = nodes.ask(CART, blackHole, Duration.ofMillis(300)).get(2, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOf(Silent.class);
    }
}
