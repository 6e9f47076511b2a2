package io.slotwise.reconciler.access;

import io.slotwise.embedded.kube.proxy.ApiProxy;
import io.slotwise.embedded.kube.proxy.Fate;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A proxy before a Kubernetes API that lets through what is granted, answers 403 to the rest, and remembers both. */
final class GuardedApi implements AutoCloseable {
    private final Set<Ask> used = ConcurrentHashMap.newKeySet();
    private final Set<Ask> refused = ConcurrentHashMap.newKeySet();
    private final Predicate<Ask> granted;
    private final ApiProxy proxy;

    private GuardedApi(String target, Predicate<Ask> granted) throws IOException {
        this.granted = granted;
        this.proxy = ApiProxy.start(target, this::judge);
    }

    static GuardedApi start(String target, Predicate<Ask> granted) throws IOException {
        return new GuardedApi(target, granted);
    }

    String url() {
        return proxy.url();
    }

    Set<Ask> used() {
        return Set.copyOf(used);
    }

    Set<Ask> refused() {
        return Set.copyOf(refused);
    }

    private Fate judge(String method, URI uri) {
        Optional<Ask> ask = Ask.of(method, uri);
        if (ask.isPresent() && !granted.test(ask.get())) {
            refused.add(ask.get());
            return new Fate.Refused(403, "Forbidden", ask.get() + " is not granted");
        }
        ask.ifPresent(used::add);
        return Fate.PASSES;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
