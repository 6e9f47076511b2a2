package io.slotwise.collector.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.NodeAnswer.Silent;
import io.slotwise.model.ClusterRecord.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The circuit breaker round one node. A node that was silent three times in a row is still asked at each tick, which is how
 * it is probed, but hardly waited for, so that it does not make its cluster's samples late.
 */
final class NodeBreaker {
    private static final int FAILURES = 3;

    /** What of the usual time a tick waits for a node that was silent before. */
    private static final int SHARE = 10;

    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindowSize(FAILURES)
            .minimumNumberOfCalls(FAILURES)
            .failureRateThreshold(100)
            .permittedNumberOfCallsInHalfOpenState(1)
            // ticks are pause enough
            .waitDurationInOpenState(Duration.ofMillis(1))
            .build();

    private final Endpoint endpoint;
    private final CircuitBreaker breaker;
    private volatile String problem = "";

    NodeBreaker(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.breaker = CircuitBreaker.of(endpoint.pod(), CONFIG);
    }

    /**
     * What the node answers, or what it last failed with when it is not waited for.
     *
     * @param limit of the question
     * @param question that asks it, and never fails
     */
    CompletableFuture<NodeAnswer> ask(Duration limit, Supplier<CompletableFuture<NodeAnswer>> question) {
        boolean isTrusted = breaker.getState() == State.CLOSED;
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.completedFuture(silence());
        }
        long begun = System.nanoTime();
        CompletableFuture<NodeAnswer> answer =
                asked(question).whenComplete((said, error) -> heard(said, System.nanoTime() - begun));
        return isTrusted
                ? answer
                : answer.copy().completeOnTimeout(silence(), limit.toNanos() / SHARE, TimeUnit.NANOSECONDS);
    }

    /** A question that cannot even be asked says nothing of the node, and must not count as one under way for ever. */
    private CompletableFuture<NodeAnswer> asked(Supplier<CompletableFuture<NodeAnswer>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private void heard(NodeAnswer said, long nanos) {
        if (said instanceof Silent silent) {
            problem = silent.problem();
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException(problem));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private NodeAnswer silence() {
        return new Silent(endpoint, problem + " before, and is not waited for until it answers");
    }

    State state() {
        return breaker.getState();
    }
}
