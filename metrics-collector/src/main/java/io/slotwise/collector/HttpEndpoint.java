package io.slotwise.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /healthz} and {@code /readyz}. The latter two say {@code ok}, or 503 and what is wrong. */
final class HttpEndpoint implements AutoCloseable {
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "collector-http");
        thread.setDaemon(true);
        return thread;
    });

    private HttpEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any that is free
     * @throws IOException when the port cannot be had
     */
    static HttpEndpoint start(int port, PrometheusRegistry registry, Collector collector) throws IOException {
        HttpEndpoint endpoint = new HttpEndpoint(HttpServer.create(new InetSocketAddress(port), 0));
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.createContext("/metrics", new MetricsHandler(registry));
        endpoint.server.createContext("/healthz", exchange -> answer(exchange, collector::fatal));
        endpoint.server.createContext("/readyz", exchange -> answer(exchange, collector::unready));
        endpoint.server.start();
        return endpoint;
    }

    private static void answer(HttpExchange exchange, Supplier<Optional<String>> problem) throws IOException {
        Optional<String> wrong = problem.get();
        byte[] body = (wrong.orElse("ok") + "\n").getBytes(StandardCharsets.UTF_8);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(wrong.isPresent() ? 503 : 200, body.length);
            out.write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
