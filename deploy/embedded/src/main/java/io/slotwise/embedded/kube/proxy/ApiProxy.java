package io.slotwise.embedded.kube.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A proxy before a Kubernetes API, where each request has a fate. */
public final class ApiProxy implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "api-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String target;
    private final Judge judge;
    private final HttpServer server;

    /** Says what becomes of requests; called by several threads. */
    public interface Judge {
        Fate of(String method, URI uri);
    }

    private ApiProxy(String target, Judge judge, HttpServer server) {
        this.target = target;
        this.judge = judge;
        this.server = server;
    }

    public static ApiProxy start(String target, Judge judge) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ApiProxy proxy = new ApiProxy(target, judge, server);
        server.setExecutor(proxy.threads);
        server.createContext("/", proxy::handle);
        server.start();
        return proxy;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
                // Clients then watch by a long answer instead.
                say(exchange, HttpURLConnection.HTTP_UNAVAILABLE, "ServiceUnavailable", "no WebSocket passes here");
                return;
            }
            Fate fate = judge.of(exchange.getRequestMethod(), exchange.getRequestURI());
            if (fate instanceof Fate.Refused refused) {
                say(exchange, refused.code(), refused.reason(), refused.message());
                return;
            }
            if (fate instanceof Fate.Delayed delayed) {
                TimeUnit.NANOSECONDS.sleep(delayed.by().toNanos());
            }
            HttpResponse<InputStream> answer = ask(exchange);
            if (fate instanceof Fate.DoneAndDenied denied) {
                answer.body().close();
                say(exchange, denied.code(), denied.reason(), "done all the same");
            } else if (fate instanceof Fate.Broken) {
                breakOff(exchange, answer);
            } else {
                pass(exchange, answer, fate instanceof Fate.Cut cut ? cut.bytes() : Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(HttpExchange exchange, int code, String reason, String message) throws IOException {
        byte[] body = ("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"" + reason
                        + "\",\"code\":" + code + ",\"message\":\"" + message + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    private HttpResponse<InputStream> ask(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Content-Type", "Accept"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Half of what was promised. */
    private static void breakOff(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        try (InputStream in = answer.body()) {
            byte[] body = in.readAllBytes();
            exchange.sendResponseHeaders(answer.statusCode(), body.length + 1L);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
        }
    }

    /** A watch's answer comes line by line and must not be held back. */
    private static void pass(HttpExchange exchange, HttpResponse<InputStream> answer, long most) throws IOException {
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), 0);
        try (InputStream in = answer.body();
                OutputStream out = exchange.getResponseBody()) {
            // The server holds the headers back until the body begins, which for a quiet watch is its first bookmark.
            out.flush();
            byte[] buffer = new byte[8192];
            long passed = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, (int) Math.min(read, most - passed));
                out.flush();
                passed += read;
                if (passed >= most) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
