package io.slotwise.standalone.lab.source;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A Prometheus that is asked for courses. */
public final class PrometheusClient implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final URI server;
    private final Optional<String> authorization;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    public PrometheusClient(URI server, PrometheusAuth auth) {
        this.server = server;
        this.authorization = auth.header();
    }

    /** @throws IllegalStateException with a sentence when there is no good answer */
    Series range(String query, PrometheusTape.Range range) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/api/v1/query_range"))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(query, range)));
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return read(response);
        } catch (IOException e) {
            throw new IllegalStateException("Prometheus at " + server + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Prometheus", e);
        }
    }

    private Series read(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            // These carry Prometheus' own words about the query.
            case 200, 400, 422 -> Series.read(response.body());
            case 401, 403 ->
                throw new IllegalStateException("Prometheus at " + server + " refuses (HTTP " + response.statusCode()
                        + "); " + PrometheusAuth.HOW);
            default ->
                throw new IllegalStateException(
                        "Prometheus at " + server + " answered with HTTP status " + response.statusCode());
        };
    }

    private static String form(String query, PrometheusTape.Range range) {
        return "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start="
                + seconds(range.from().toEpochMilli()) + "&end="
                + seconds(range.to().toEpochMilli()) + "&step="
                + seconds(range.step().toMillis());
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + String.format("%03d", millis % 1000);
    }

    @Override
    public void close() {
        // Only from JDK 21 on can the client be closed; before, its one daemon thread ends when it is collected.
    }
}
