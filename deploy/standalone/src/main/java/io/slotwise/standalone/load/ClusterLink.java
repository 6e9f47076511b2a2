package io.slotwise.standalone.load;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A cluster client with one connection, set up as a sensible production client is: it looks at the topology from time to
 * time and whenever an answer hints that it changed, follows redirects, reconnects, and gives a command up after a while.
 */
final class ClusterLink implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration LEAST_BETWEEN_REFRESHES = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final RedisClusterClient client;
    private final StatefulRedisClusterConnection<String, String> connection;

    private ClusterLink(RedisClusterClient client, StatefulRedisClusterConnection<String, String> connection) {
        this.client = client;
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @throws IllegalStateException when no seed answers
     */
    static ClusterLink open(ClientResources resources, LoadConfig config) {
        RedisClusterClient client = RedisClusterClient.create(resources, config.seeds());
        client.setOptions(options(config.commandTimeout()));
        try {
            return new ClusterLink(client, client.connect());
        } catch (RuntimeException e) {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            throw new IllegalStateException("no Redis Cluster answers at " + addresses(config.seeds()), e);
        }
    }

    private static String addresses(List<RedisURI> seeds) {
        return seeds.stream().map(seed -> seed.getHost() + ":" + seed.getPort()).collect(Collectors.joining(", "));
    }

    private static ClusterClientOptions options(Duration commandTimeout) {
        return ClusterClientOptions.builder()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(REFRESH)
                        .adaptiveRefreshTriggersTimeout(LEAST_BETWEEN_REFRESHES)
                        .build())
                // A redirect may name a node that joined after the last look at the topology.
                .validateClusterNodeMembership(false)
                .timeoutOptions(TimeoutOptions.enabled(commandTimeout))
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .build();
    }

    /** Sends one command; what goes wrong comes with the answer, never as an exception. */
    <T> CompletionStage<T> send(
            Function<RedisAdvancedClusterAsyncCommands<String, String>, ? extends CompletionStage<T>> command) {
        try {
            return command.apply(connection.async());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The masters that own slots, as this client sees the cluster now. */
    List<RedisClusterNode> activeMasters() {
        return connection.getPartitions().stream()
                .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.hasNoSlots())
                .toList();
    }

    /** Where all nodes are, as this client sees the cluster now; none need be where the first seeds were. */
    List<RedisURI> addresses() {
        return connection.getPartitions().stream().map(RedisClusterNode::getUri).toList();
    }

    /** Asks one node. */
    <T> CompletableFuture<T> ask(
            RedisClusterNode node,
            Function<StatefulRedisConnection<String, String>, ? extends CompletionStage<T>> command) {
        try {
            return connection.getConnectionAsync(node.getNodeId()).thenCompose(command);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
