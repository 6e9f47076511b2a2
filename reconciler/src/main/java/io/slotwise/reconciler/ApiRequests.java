package io.slotwise.reconciler;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.prometheus.metrics.core.metrics.Counter;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts what the API server is asked, each try by itself, and what it answers. */
final class ApiRequests implements Interceptor {
    private static final String NO_ANSWER = "none";

    private final Counter counter;

    /**
     * A count.
     *
     * @param counter has the labels {@code method} and {@code code}
     */
    ApiRequests(Counter counter) {
        this.counter = counter;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        counter.labelValues(request.method(), Integer.toString(response.code())).inc();
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        counter.labelValues(request.method(), NO_ANSWER).inc();
    }
}
