package io.slotwise.collector.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.slotwise.collector.prometheus.FakePrometheus.Answer;
import io.slotwise.collector.prometheus.PromQueries.Metric;
import io.slotwise.collector.reading.Supplement;
import io.slotwise.model.ClusterKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PrometheusTest {
    private static final ClusterKey CART = new ClusterKey("shop", "cart");
    private static final List<String> PODS = List.of("cart-0", "cart-1.a");
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Prometheus prometheus = new Prometheus(PromQueries.defaults(), Duration.ofSeconds(10), PAUSE);

    @AfterEach
    void close() {
        prometheus.close();
    }

    private Supplement ask(URI server) throws Exception {
        return ask(prometheus, server);
    }

    private static Supplement ask(Prometheus prometheus, URI server) throws Exception {
        return prometheus.ask(server, CART, PODS).get(20, TimeUnit.SECONDS);
    }

    @Test
    void valuesAreReadByPodForEachMetric() throws Exception {
        try (FakePrometheus server = FakePrometheus.start(
                query -> query.contains("cpu") ? Answer.value("cart-0", "12.5") : Answer.value("cart-1.a", "1024"))) {
            assertThat(ask(server.uri())).isEqualTo(new Supplement(Map.of("cart-0", 12.5), Map.of("cart-1.a", 1024.0)));
            assertThat(server.queries())
                    .hasSize(2)
                    .allSatisfy(query ->
                            assertThat(query).contains("namespace=\"shop\"").contains("pod=~\"cart-0|cart-1\\\\.a\""));
        }
    }

    @Test
    void aUrlMayHaveAPath() throws Exception {
        try (FakePrometheus server = FakePrometheus.start(query -> Answer.nothing())) {
            assertThat(ask(URI.create(server.uri() + "/"))).isEqualTo(Supplement.NONE);
        }
    }

    @Test
    void whatIsNoFiniteNumberOfAPodIsPassedOver() throws Exception {
        try (FakePrometheus server = FakePrometheus.start(query -> Answer.value("cart-0", "+Inf"))) {
            assertThat(ask(server.uri())).isEqualTo(Supplement.NONE);
        }
        try (FakePrometheus server = FakePrometheus.start(query -> new Answer(
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                        + "{\"metric\":{},\"value\":[1,\"5\"]},{\"metric\":{\"pod\":\"cart-0\"},\"value\":[1]}]}}"))) {
            assertThat(ask(server.uri())).isEqualTo(Supplement.NONE);
        }
    }

    @Test
    void anErrorOfPrometheusIsPassedOnInItsWords() {
        try (FakePrometheus server = FakePrometheus.start(query -> new Answer(
                400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error at char 7\"}"))) {
            assertThatThrownBy(() -> ask(server.uri())).hasMessageContaining("parse error at char 7");
        }
    }

    @Test
    void rubbishAndOtherStatusesAreFailures() {
        try (FakePrometheus server = FakePrometheus.start(query -> new Answer(200, "<html>"))) {
            assertThatThrownBy(() -> ask(server.uri())).hasMessageContaining("not a QueryAnswer");
        }
        try (FakePrometheus server = FakePrometheus.start(query -> new Answer(503, "away"))) {
            assertThatThrownBy(() -> ask(server.uri())).hasMessageContaining("503");
        }
        assertThatThrownBy(() -> ask(URI.create("ftp://prometheus"))).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aServerThatHangsIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        try (FakePrometheus server = FakePrometheus.start(query -> hang(never));
                Prometheus hasty = new Prometheus(PromQueries.defaults(), Duration.ofMillis(200), PAUSE)) {
            assertThatThrownBy(() -> ask(hasty, server.uri())).isInstanceOf(ExecutionException.class);
        } finally {
            never.countDown();
        }
    }

    private static Answer hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.nothing();
    }

    @Test
    void aHostThatDoesNotResolveIsLeftAloneAndLoggedOnce() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Prometheus.class);
        log.start();
        logger.addAppender(log);
        try {
            URI nowhere = URI.create("http://prometheus.invalid:9090");
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> ask(nowhere)).isInstanceOf(ExecutionException.class);
            }
            assertThat(prometheus.breakers())
                    .singleElement()
                    .satisfies(breaker -> assertThat(breaker.getState()).isNotEqualTo(CircuitBreaker.State.CLOSED));
            assertThat(log.list)
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getMessage()).contains("samples go on without it"));
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void aServerThatComesBackIsAskedAgain() {
        AtomicReference<Answer> answer = new AtomicReference<>(new Answer(500, ""));
        try (FakePrometheus server = FakePrometheus.start(query -> answer.get())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> ask(server.uri())).isInstanceOf(ExecutionException.class);
            }
            int asked = server.queries().size();
            assertThatThrownBy(() -> ask(server.uri())).hasMessageContaining("OPEN");
            assertThat(server.queries()).hasSize(asked);

            answer.set(Answer.nothing());

            org.awaitility.Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> ask(server.uri()).equals(Supplement.NONE));
            assertThat(prometheus.breakers().get(0).getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        }
    }

    @Test
    void aQueryOfOnesOwnReplacesTheDefault() {
        PromQueries queries = new PromQueries(Map.of(Metric.CPU_PERCENT, "cpu{ns=\"$namespace\",pod=~\"$pods\"}"));

        assertThat(queries.query(Metric.CPU_PERCENT, CART, List.of("a"))).isEqualTo("cpu{ns=\"shop\",pod=~\"a\"}");
        assertThat(queries.query(Metric.MEMORY_LIMIT_BYTES, CART, List.of("a"))).contains("redis_memory_max_bytes");
    }

    @Test
    void namesCannotBreakOutOfTheQuery() {
        PromQueries queries = new PromQueries(Map.of(Metric.CPU_PERCENT, "cpu{pod=~\"$pods\"}"));
        assertThat(queries.query(Metric.CPU_PERCENT, CART, List.of("a\"} or vector(1)")))
                .isEqualTo("cpu{pod=~\"a\\\\\\\"\\\\}\\\\ or\\\\ vector\\\\(1\\\\)\"}");
    }
}
