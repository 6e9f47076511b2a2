package io.slotwise.reconciler;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.kube.Write;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker round one system outside: when half of the last 20 calls failed it lets none through, for 5 s at
 * first and up to a minute, and then tries three.
 */
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;

    Breaker(String system) {
        this(system, FIRST);
    }

    /**
     * A breaker.
     *
     * @param first how long it lets nothing through for the first time
     */
    Breaker(String system, Duration first) {
        breaker = CircuitBreaker.of(
                system,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialRandomBackoff(first, 2, 0.3, MOST))
                        .recordException(Breaker::isFault)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.atWarn()
                        .addKeyValue("system", system)
                        .addKeyValue("transition", event.getStateTransition())
                        .log("Circuit breaker moved"));
    }

    /** What the server says of a request is its answer, not a fault of its. */
    private static boolean isFault(Throwable error) {
        return !(error instanceof KubernetesClientException refusal)
                || refusal.getCode() < HttpURLConnection.HTTP_BAD_REQUEST
                || refusal.getCode() == TOO_MANY_REQUESTS
                || refusal.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    Look.Source round(Look.Source source) {
        return key -> breaker.executeSupplier(() -> source.at(key));
    }

    Write.Port roundWrites(Write.Port port) {
        return write -> breaker.executeRunnable(() -> port.perform(write));
    }

    String system() {
        return breaker.getName();
    }

    CircuitBreaker.State state() {
        return breaker.getState();
    }
}
