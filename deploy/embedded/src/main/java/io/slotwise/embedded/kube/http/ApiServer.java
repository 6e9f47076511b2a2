package io.slotwise.embedded.kube.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slotwise.embedded.kube.rest.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server on loopback. Each request has a thread of its own, watches for as long as they last. */
final class ApiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    static {
        // Without it small replies wait 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Function<Call, Reply> answers;

    private ApiServer(HttpServer server, ExecutorService threads, Function<Call, Reply> answers) {
        this.server = server;
        this.threads = threads;
        this.answers = answers;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any that is free
     * @throws UncheckedIOException when the port cannot be had
     */
    static ApiServer start(int port, Function<Call, Reply> answers) {
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "embedded-api-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ApiServer api = new ApiServer(server, threads, answers);
            server.createContext("/", api::handle);
            server.setExecutor(threads);
            server.start();
            return api;
        } catch (IOException e) {
            threads.shutdown();
            throw new UncheckedIOException("cannot serve the embedded Kubernetes API on 127.0.0.1:" + port, e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(Call.of(exchange)));
        } catch (IOException e) {
            log.atDebug().addKeyValue("problem", e.getMessage()).log("A client left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answer(Call call) {
        try {
            return answers.apply(call);
        } catch (Refusal refusal) {
            return Reply.json(refusal.code(), refusal.status());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("method", call.method())
                    .addKeyValue("path", call.path())
                    .setCause(e)
                    .log("A request failed");
            Refusal refusal = Refusal.internal("the embedded API failed: " + e);
            return Reply.json(refusal.code(), refusal.status());
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        if (reply instanceof Reply.Whole whole) {
            byte[] bytes = whole.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(whole.code(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } else if (reply instanceof Reply.Stream stream) {
            exchange.sendResponseHeaders(stream.code(), 0);
            OutputStream out = exchange.getResponseBody();
            out.flush();
            stream.writer().write(out);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
