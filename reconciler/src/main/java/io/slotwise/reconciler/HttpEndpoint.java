package io.slotwise.reconciler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /healthz} and {@code /readyz}; the latter two say {@code ok}, or 503 and what is wrong. */
final class HttpEndpoint implements AutoCloseable {
    private final HttpServer server;

    private HttpEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Serves.
     *
     * @param port 0 for any that is free
     * @throws IOException when the port cannot be had
     */
    static HttpEndpoint start(int port, PrometheusRegistry registry, Reconciler reconciler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/metrics", new MetricsHandler(registry));
        server.createContext("/healthz", exchange -> answer(exchange, reconciler::dead));
        server.createContext("/readyz", exchange -> answer(exchange, reconciler::unready));
        server.start();
        return new HttpEndpoint(server);
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
    }
}
