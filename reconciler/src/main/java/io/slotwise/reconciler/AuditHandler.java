package io.slotwise.reconciler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.slotwise.reconciler.kafka.AuditTrail;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /audit/export?since=TIME&cluster=NAMESPACE/NAME}: the audit trail as JSON lines, of the last day by default. */
final class AuditHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AuditHandler.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final AuditTrail trail;

    AuditHandler(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> query =
                    query(Optional.ofNullable(exchange.getRequestURI().getQuery()));
            Instant since;
            try {
                since = query.containsKey("since")
                        ? Instant.parse(query.get("since"))
                        : Instant.now().minus(DAY);
            } catch (DateTimeException e) {
                refuse(
                        exchange,
                        "since is '" + query.get("since") + "' and must be a time such as 2026-11-01T10:00:00Z");
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
            export(new AuditTrail.Part(since, Optional.ofNullable(query.get("cluster"))), exchange.getResponseBody());
        }
    }

    /** A part must not pass for the whole, so the last line says when there should have been more. */
    private void export(AuditTrail.Part part, OutputStream out) throws IOException {
        try {
            trail.write(part, out);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("The audit trail could not be exported");
            out.write("{\"problem\":\"Kafka did not give all of the topics; ask again\"}\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refuse(HttpExchange exchange, String sentence) throws IOException {
        byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_BAD_REQUEST, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(Optional<String> text) {
        Map<String, String> values = new TreeMap<>();
        text.stream()
                .flatMap(all -> Arrays.stream(all.split("&", -1)))
                .map(word -> word.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }
}
