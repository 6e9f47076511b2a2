package io.slotwise.collector.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.Span;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Every Redis node that is asked, each over one connection that is kept between ticks and dropped when it fails or is not
 * used for a while.
 */
public final class RedisNodes implements AutoCloseable {
    /** Asking waits on the network alone, so few threads serve many nodes. */
    private static final int THREADS = 2;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
            .build();
    private final Addresses addresses = new Addresses();
    private final RedisClient client = RedisClient.create(resources);
    private final SlotQuestions slots = new SlotQuestions();
    private final Optional<Password> password;
    private final Optional<Tls> tls;
    private final Cache<Endpoint, CompletableFuture<StatefulRedisConnection<String, String>>> connections;

    /**
     * @param password of the default user, on every node
     * @param tls how they are asked over TLS
     * @param expiry how long an unused connection is kept
     * @param connectLimit how long connecting may take
     */
    public RedisNodes(Optional<Password> password, Optional<Tls> tls, Duration expiry, Duration connectLimit) {
        this.password = password;
        this.tls = tls;
        this.connections = Caffeine.newBuilder()
                .expireAfterAccess(expiry)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .recordStats()
                .<Endpoint, CompletableFuture<StatefulRedisConnection<String, String>>>removalListener(
                        (node, connection, why) -> close(connection))
                .build();
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP2)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connectLimit)
                        .keepAlive(true)
                        .build());
        tls.ifPresent(secured -> options.sslOptions(secured.options()));
        client.setOptions(options.build());
    }

    /**
     * Asks a node what it uses and how it sees its cluster.
     *
     * @param limit after which it counts as silent
     * @return a future that is done within about {@code limit} and never fails
     */
    public CompletableFuture<NodeAnswer> ask(Endpoint endpoint, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var connection = connection(endpoint, limit);
        return connection
                .thenCompose(open -> questions(endpoint, open.async())
                        .thenCompose(answer -> slots.addTo(answer, open.async(), mostOf(end))))
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(problem -> {
                    connections.asMap().remove(endpoint, connection);
                    return new NodeAnswer.Silent(endpoint, Problem.inWords(problem, limit));
                });
    }

    /** What the slots use is worth less than the rest, which must not be lost by waiting for it. */
    private static Duration mostOf(long endNanos) {
        return Duration.ofNanos(Math.max(1, (endNanos - System.nanoTime()) * 3 / 4));
    }

    private static void close(@Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection) {
        if (connection != null) {
            var unused = connection.thenCompose(StatefulConnection::closeAsync);
        }
    }

    private CompletableFuture<StatefulRedisConnection<String, String>> connection(Endpoint endpoint, Duration limit) {
        var kept = connections.policy().getIfPresentQuietly(endpoint);
        if (kept != null && isLost(kept)) {
            connections.asMap().remove(endpoint, kept);
        }
        return connections.get(
                endpoint,
                node -> addresses
                        .resolve(node.host())
                        .thenApply(address -> hostToName(node, address))
                        .thenCompose(host -> client.connectAsync(StringCodec.UTF8, address(host, node.port(), limit))));
    }

    /** A certificate is for a name, which the JVM has just looked up and so need not ask for again. */
    private String hostToName(Endpoint node, String address) {
        return tls.isPresent() ? node.host() : address;
    }

    private static boolean isLost(CompletableFuture<StatefulRedisConnection<String, String>> connection) {
        return connection.isDone()
                && (connection.isCompletedExceptionally() || !connection.join().isOpen());
    }

    private RedisURI address(String host, int port, Duration limit) {
        RedisURI.Builder address = RedisURI.builder()
                .withHost(host)
                .withPort(port)
                .withClientName("slotwise-collector")
                .withTimeout(limit);
        tls.ifPresent(
                secured -> address.withSsl(true).withVerifyPeer(secured.check().mode()));
        password.ifPresent(secret -> address.withPassword(secret.chars()));
        return address.build();
    }

    private static CompletableFuture<NodeAnswer> questions(
            Endpoint endpoint, RedisAsyncCommands<String, String> commands) {
        long asked = System.nanoTime();
        var info = commands.info("all").toCompletableFuture();
        var answered = info.thenApply(text -> System.nanoTime());
        var nodes = commands.clusterNodes().toCompletableFuture();
        var cluster = commands.clusterInfo().toCompletableFuture();
        return CompletableFuture.allOf(answered, nodes, cluster)
                .thenApply(done -> NodeAnswer.read(
                        endpoint, new Span(asked, answered.join()), info.join(), nodes.join(), cluster.join()));
    }

    /** Hits and misses of the connections that are kept. */
    public CacheStats cacheStats() {
        return connections.stats();
    }

    /** How many connections are kept now. */
    public long cacheSize() {
        return connections.estimatedSize();
    }

    @Override
    public void close() {
        addresses.close();
        try {
            client.shutdownAsync(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("cannot close the connections to Redis", e.getCause());
        } finally {
            resources.shutdown(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }
}
