package io.slotwise.reconciler.proxy;

import io.slotwise.embedded.kube.proxy.ApiProxy;
import io.slotwise.embedded.kube.proxy.Fate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Faults by chance, the same ones for the same seed and requests: each kind that a busy or broken API server shows. */
public final class Faults implements ApiProxy.Judge {
    private static final int MOST_BYTES = 20_000;
    private static final List<Fate> KINDS = List.of(
            new Fate.Refused(409, "Conflict", "the object has been modified"),
            new Fate.Refused(410, "Expired", "too old resource version"),
            new Fate.Refused(429, "TooManyRequests", "too many requests, try again later"),
            new Fate.Refused(500, "InternalError", "an error on the server"),
            new Fate.Refused(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
            new Fate.DoneAndDenied(500, "InternalError"),
            new Fate.DoneAndDenied(504, "Timeout"),
            new Fate.Delayed(Duration.ofMillis(20)),
            new Fate.Broken());

    private final Random random;
    private final int percent;
    private final Map<String, Integer> seen = new TreeMap<>();
    private int requests;

    /**
     * Faults.
     *
     * @param percent of the requests that meet with one
     */
    public Faults(long seed, int percent) {
        this.random = new Random(seed);
        this.percent = percent;
    }

    @Override
    public synchronized Fate of(String method, URI uri) {
        requests++;
        if (uri.toString().contains("watch=true")) {
            return new Fate.Cut(random.nextInt(MOST_BYTES));
        }
        if (random.nextInt(100) >= percent) {
            return Fate.PASSES;
        }
        Fate fate = KINDS.get(random.nextInt(KINDS.size()));
        seen.merge(fate.toString(), 1, Integer::sum);
        return fate;
    }

    public synchronized int requests() {
        return requests;
    }

    public synchronized Map<String, Integer> seen() {
        return Map.copyOf(seen);
    }
}
