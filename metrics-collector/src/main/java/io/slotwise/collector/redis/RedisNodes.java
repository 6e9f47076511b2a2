package io.slotwise.collector.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.Span;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.NodeAccess;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
    private final RedisClients clients;
    private final SlotQuestions slots = new SlotQuestions();
    private final NodeBreakers breakers = new NodeBreakers();
    private final Optional<Password> password;
    private final Optional<Tls> tls;
    private final Optional<AccessFiles> files;
    private final Cache<Endpoint, CompletableFuture<StatefulRedisConnection<String, String>>> connections;

    /**
     * @param password of the default user, on every node
     * @param tls how they are asked over TLS
     * @param expiry how long an unused connection is kept
     * @param connectLimit how long connecting may take
     */
    public RedisNodes(Optional<Password> password, Optional<Tls> tls, Duration expiry, Duration connectLimit) {
        this(password, tls, Optional.empty(), expiry, connectLimit);
    }

    /**
     * @param password of the default user, on the nodes of every cluster without a file
     * @param tls how these are asked over TLS
     * @param files how the nodes of other clusters let the collector in
     * @param expiry how long an unused connection is kept
     * @param connectLimit how long connecting may take
     */
    public RedisNodes(
            Optional<Password> password,
            Optional<Tls> tls,
            Optional<AccessFiles> files,
            Duration expiry,
            Duration connectLimit) {
        this.password = password;
        this.tls = tls;
        this.files = files;
        this.clients = new RedisClients(resources, connectLimit);
        this.connections = Caffeine.newBuilder()
                .expireAfterAccess(expiry)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .recordStats()
                .<Endpoint, CompletableFuture<StatefulRedisConnection<String, String>>>removalListener(
                        (node, connection, why) -> close(connection))
                .build();
    }

    /**
     * Asks a node what it uses and how it sees its cluster. One that was silent three times in a row is hardly waited for
     * until it answers.
     *
     * @param limit after which it counts as silent
     * @return a future that is done within about {@code limit} and never fails
     */
    public CompletableFuture<NodeAnswer> ask(ClusterKey cluster, Endpoint endpoint, Duration limit) {
        return breakers.of(cluster, endpoint).ask(limit, () -> question(cluster, endpoint, limit));
    }

    private CompletableFuture<NodeAnswer> question(ClusterKey cluster, Endpoint endpoint, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var connection = connection(cluster, endpoint, limit);
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

    private CompletableFuture<StatefulRedisConnection<String, String>> connection(
            ClusterKey cluster, Endpoint endpoint, Duration limit) {
        var kept = connections.policy().getIfPresentQuietly(endpoint);
        if (kept != null && isLost(kept)) {
            connections.asMap().remove(endpoint, kept);
        }
        return connections.get(
                endpoint,
                node -> addresses.resolve(node.host()).thenCompose(address -> connect(cluster, node, address, limit)));
    }

    private CompletionStage<StatefulRedisConnection<String, String>> connect(
            ClusterKey cluster, Endpoint node, String address, Duration limit) {
        Optional<NodeAccess> own = files.flatMap(some -> some.of(cluster));
        Optional<Trust> trust = own.isPresent()
                ? own.get()
                        .authorities()
                        .map(pem -> new Trust.OfCluster(pem, own.get().identity()))
                : tls.map(Trust.OfAll::new);
        // A certificate is for a name, which the JVM has just looked up and so need not ask for again.
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(trust.isPresent() ? node.host() : address)
                .withPort(node.port())
                .withClientName("slotwise-collector")
                .withTimeout(limit);
        trust.ifPresent(some -> uri.withSsl(true).withVerifyPeer(some.mode()));
        if (own.isPresent()) {
            authenticate(uri, own.get());
        } else {
            password.ifPresent(secret -> uri.withPassword(secret.chars()));
        }
        return clients.with(trust).connectAsync(StringCodec.UTF8, uri.build());
    }

    private static void authenticate(RedisURI.Builder uri, NodeAccess access) {
        access.password()
                .ifPresent(secret -> access.user()
                        .ifPresentOrElse(
                                user -> uri.withAuthentication(user, secret.toCharArray()),
                                () -> uri.withPassword(secret.toCharArray())));
    }

    private static boolean isLost(CompletableFuture<StatefulRedisConnection<String, String>> connection) {
        return connection.isDone()
                && (connection.isCompletedExceptionally() || !connection.join().isOpen());
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

    /** Forgets what is known of nodes that the cluster has no more; of all when it is gone and has none. */
    public void retain(ClusterKey cluster, Collection<Endpoint> endpoints) {
        breakers.retain(cluster, endpoints);
    }

    /** For each cluster the state of that of its nodes' breakers that is furthest from closed. */
    public Map<ClusterKey, CircuitBreaker.State> breakerStates() {
        return breakers.states();
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
            clients.close();
        } catch (CompletionException e) {
            throw new IllegalStateException("cannot close the connections to Redis", e.getCause());
        } finally {
            resources.shutdown(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }
}
