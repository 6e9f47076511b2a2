package io.slotwise.collector.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Lettuce's clients: one for each set of TLS files, as a client has but one, over the same threads. */
final class RedisClients {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ClientResources resources;
    private final Duration connectLimit;
    private final Map<Optional<Trust>, RedisClient> clients = new ConcurrentHashMap<>();

    RedisClients(ClientResources resources, Duration connectLimit) {
        this.resources = resources;
        this.connectLimit = connectLimit;
    }

    RedisClient with(Optional<Trust> trust) {
        return clients.computeIfAbsent(trust, this::client);
    }

    private RedisClient client(Optional<Trust> trust) {
        RedisClient client = RedisClient.create(resources);
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP2)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connectLimit)
                        .keepAlive(true)
                        .build());
        trust.ifPresent(some -> options.sslOptions(some.options()));
        client.setOptions(options.build());
        return client;
    }

    static SslOptions.Resource text(String pem) {
        return () -> new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
    }

    void close() {
        CompletableFuture.allOf(clients.values().stream()
                        .map(client -> client.shutdownAsync(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
