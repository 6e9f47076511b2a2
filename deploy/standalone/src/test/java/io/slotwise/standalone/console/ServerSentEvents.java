package io.slotwise.standalone.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Listens to the console as a browser does. */
final class ServerSentEvents implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    /** One event; the id is empty when it has none. */
    record Event(String id, String name, JsonNode data) {}

    private ServerSentEvents(InputStream in) {
        this.in = in;
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    static ServerSentEvents listen(HttpClient client, URI console, Optional<String> lastId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(console.resolve("/api/events"));
        lastId.ifPresent(id -> request.header("Last-Event-ID", id));
        return new ServerSentEvents(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body());
    }

    /** The next event with that name, others passed over. */
    Event next(String name) {
        Event event = next();
        while (!event.name().equals(name)) {
            event = next();
        }
        return event;
    }

    /** The next event that is not a heartbeat. */
    Event next() {
        try {
            while (true) {
                Map<String, String> fields = fields();
                String name = fields.getOrDefault("event", "");
                if (!name.isEmpty() && !name.equals("beat")) {
                    return new Event(
                            fields.getOrDefault("id", ""),
                            name,
                            new ObjectMapper().readTree(fields.getOrDefault("data", "")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> fields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            int colon = line.indexOf(": ");
            fields.put(line.substring(0, colon), line.substring(colon + 2));
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the console hung up");
        }
        return fields;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
