package io.slotwise.standalone.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/events}: everything, and then each update, for as long as the browser listens. */
final class EventStream implements HttpHandler {
    static final int MOST_BROWSERS = 64;

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final String TYPE = "text/event-stream; charset=utf-8";
    private static final byte[] RETRY = "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8);

    private final Hub hub;
    private final Clock clock;

    EventStream(Hub hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    /** Says that the stream is alive, and what time it is here. */
    private record Beat(Instant now) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            Responses.send(exchange, 200, TYPE, new byte[0]);
            return;
        }
        if (hub.browsers() >= MOST_BROWSERS) {
            exchange.getResponseHeaders().set("Retry-After", "10");
            Responses.sentence(exchange, 503, MOST_BROWSERS + " browsers are listening already; close one.");
            return;
        }
        Subscription subscription = hub.subscribe(lastId(exchange));
        try {
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(200, 0);
            stream(subscription, exchange.getResponseBody());
        } catch (InterruptedException e) {
            // Too slow, or the console is closing: either way the connection ends here.
            Thread.currentThread().interrupt();
        } finally {
            hub.unsubscribe(subscription);
            exchange.close();
        }
    }

    private void stream(Subscription subscription, OutputStream out) throws IOException, InterruptedException {
        out.write(RETRY);
        while (true) {
            Optional<Frame> frame = subscription.next(HEARTBEAT);
            out.write(frame.orElseGet(() -> Frame.passing("beat", new Beat(clock.instant())))
                    .bytes());
            out.flush();
        }
    }

    private static @Nullable String lastId(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Last-Event-ID");
    }
}
