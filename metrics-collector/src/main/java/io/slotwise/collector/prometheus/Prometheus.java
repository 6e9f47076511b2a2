package io.slotwise.collector.prometheus;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.slotwise.collector.prometheus.PromQueries.Metric;
import io.slotwise.collector.reading.Supplement;
import io.slotwise.model.ClusterKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Prometheus servers that policies name, each behind a circuit breaker of its own. */
public final class Prometheus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Prometheus.class);

    /** Consecutive failures after which a server is left alone. */
    private static final int FAILURES = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "collector-prometheus");
        thread.setDaemon(true);
        return thread;
    });
    private final PromQueries queries;
    private final Duration limit;
    private final HttpClient client;
    private final CircuitBreakerRegistry breakers;

    /**
     * @param queries what is asked
     * @param limit how long one answer may take
     * @param pause how long a server that failed is left alone before one call tries it again
     */
    public Prometheus(PromQueries queries, Duration limit, Duration pause) {
        this.queries = queries;
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .executor(threads)
                .build();
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(FAILURES)
                .minimumNumberOfCalls(FAILURES)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(pause)
                .build());
        breakers.getEventPublisher().onEntryAdded(added -> logTurns(added.getAddedEntry()));
    }

    /** One line when a server is given up and one when it is back; the tries in between are not news. */
    private static void logTurns(CircuitBreaker breaker) {
        AtomicReference<String> problem = new AtomicReference<>("");
        breaker.getEventPublisher().onError(event -> problem.set(inWords(event.getThrowable())));
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN ->
                    LOG.atWarn()
                            .addKeyValue("prometheus", breaker.getName())
                            .addKeyValue("problem", problem.get())
                            .log("Prometheus does not answer; samples go on without it");
                case HALF_OPEN_TO_CLOSED ->
                    LOG.atInfo().addKeyValue("prometheus", breaker.getName()).log("Prometheus answers again");
                default ->
                    LOG.atDebug()
                            .addKeyValue("prometheus", breaker.getName())
                            .addKeyValue("transition", event.getStateTransition())
                            .log("Prometheus circuit breaker moved");
            }
        });
    }

    private static String inWords(Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /**
     * Asks for all metrics of the pods.
     *
     * @return a future that fails when the server does not answer as it should, or is left alone for now
     */
    public CompletableFuture<Supplement> ask(URI server, ClusterKey cluster, Collection<String> pods) {
        CircuitBreaker breaker = breakers.circuitBreaker(server.toString());
        return breaker.executeCompletionStage(() -> supplement(server, cluster, pods))
                .toCompletableFuture();
    }

    private CompletableFuture<Supplement> supplement(URI server, ClusterKey cluster, Collection<String> pods) {
        var cpu = values(server, queries.query(Metric.CPU_PERCENT, cluster, pods));
        var memory = values(server, queries.query(Metric.MEMORY_LIMIT_BYTES, cluster, pods));
        return cpu.thenCombine(memory, Supplement::new).orTimeout(2 * limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private CompletableFuture<Map<String, Double>> values(URI server, String query) {
        return CompletableFuture.supplyAsync(() -> request(server, query), threads)
                .thenCompose(request -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
                .thenApply(Prometheus::body)
                .thenApply(QueryAnswer::valueByPod);
    }

    private HttpRequest request(URI server, String query) {
        String base = server.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + "/api/v1/query"))
                .timeout(limit)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
    }

    private static byte[] body(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        // 400 and 422 carry Prometheus' own words about the query
        if (status == 200 || status == 400 || status == 422) {
            return response.body();
        }
        throw new CompletionException(new IOException("Prometheus answered with HTTP status " + status));
    }

    /** The breakers, one for each server. */
    public List<CircuitBreaker> breakers() {
        return List.copyOf(breakers.getAllCircuitBreakers());
    }

    @Override
    public void close() {
        Object closeable = client;
        // only from JDK 21 on can it be closed; before, its one daemon thread ends when it is collected
        if (closeable instanceof AutoCloseable on21) {
            closeQuietly(on21);
        }
        threads.shutdownNow();
    }

    private static void closeQuietly(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("Prometheus client did not close");
        }
    }
}
