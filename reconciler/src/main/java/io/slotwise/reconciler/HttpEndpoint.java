package io.slotwise.reconciler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.reconciler.kafka.AuditTrail;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /metrics}, {@code /healthz}, {@code /readyz} and {@code /audit/export}; the second and third say {@code ok}, or 503
 * and what is wrong.
 */
final class HttpEndpoint implements AutoCloseable {
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpEndpoint(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "http");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Serves.
     *
     * @param port 0 for any that is free
     * @throws IOException when the port cannot be had
     */
    static HttpEndpoint start(int port, PrometheusRegistry registry, Reconciler reconciler, AuditTrail trail)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/metrics", new MetricsHandler(registry));
        server.createContext("/healthz", exchange -> answer(exchange, reconciler::dead));
        server.createContext("/readyz", exchange -> answer(exchange, reconciler::unready));
        server.createContext("/audit/export", new AuditHandler(trail));
        // An export takes a while, and must not keep probes waiting.
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, HttpEndpoint::thread);
        server.setExecutor(threads);
        server.start();
        return new HttpEndpoint(server, threads);
    }

    private static void answer(HttpExchange exchange, Supplier<Optional<String>> problem) throws IOException {
        Optional<String> wrong = problem.get();
        byte[] body = (wrong.orElse("ok") + "\n").getBytes(StandardCharsets.UTF_8);
        int code = wrong.isPresent() ? HttpURLConnection.HTTP_UNAVAILABLE : HttpURLConnection.HTTP_OK;
        try (exchange) {
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
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
