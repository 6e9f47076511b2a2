package io.slotwise.collector.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on loopback that answers {@code /api/v1/query} as Prometheus does. */
public final class FakePrometheus implements AutoCloseable {
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private FakePrometheus(HttpServer server) {
        this.server = server;
    }

    /** An answer: HTTP status and body. */
    public record Answer(int status, String body) {
        /** The value for one pod. */
        public static Answer value(String pod, String value) {
            return new Answer(
                    200,
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"pod\":\""
                            + pod + "\"},\"value\":[1795247181.178,\"" + value + "\"]}]}}");
        }

        /** No series at all. */
        public static Answer nothing() {
            return new Answer(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
        }
    }

    public static FakePrometheus start(Function<String, Answer> answers) {
        try {
            FakePrometheus fake = new FakePrometheus(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            fake.server.setExecutor(fake.threads);
            fake.server.createContext("/api/v1/query", exchange -> fake.answer(exchange, answers));
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange, Function<String, Answer> answers) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = URLDecoder.decode(form.substring("query=".length()), StandardCharsets.UTF_8);
        queries.add(query);
        Answer answer = answers.apply(query);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> queries() {
        return queries;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
