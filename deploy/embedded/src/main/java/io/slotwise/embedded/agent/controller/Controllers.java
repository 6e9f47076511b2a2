package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.slotwise.embedded.agent.Backoff;
import io.slotwise.embedded.agent.Events;
import io.slotwise.embedded.agent.Scope;
import io.slotwise.embedded.agent.pod.PodFolders;
import io.slotwise.embedded.agent.process.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All controllers in one thread. Whatever changes starts a pass over everything, and so does time; a pass reads what is
 * there and does not rely on having seen how it came about.
 */
public final class Controllers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Controllers.class);
    private static final Duration AT_LATEST = Duration.ofSeconds(5);
    private static final long END_LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Signal signal = new Signal();
    private final Clock clock;
    private List<Controller> controllers = List.of();
    private final Thread thread = new Thread(this::run, "embedded-controllers");
    private Instant next = Instant.MAX;

    private Controllers(Clock clock) {
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** All that an API without any needs. */
    public static Controllers start(KubernetesClient client, PodFolders folders, Backoff retries, Clock clock) {
        Controllers all = new Controllers(clock);
        return all.start(List.of(
                new StatefulSetController(client, new Events(client, clock, "statefulset-controller")),
                new ClaimController(client, Scope.ALL, folders),
                new LostPodController(client),
                new JobController(client, new Events(client, clock, "job-controller"), retries, clock, all::wakeAt)));
    }

    /** Only what storage needs, since the API's own controllers do the rest. */
    public static Controllers ofStorage(KubernetesClient client, Scope scope, PodFolders folders, Clock clock) {
        return new Controllers(clock).start(List.of(new ClaimController(client, scope, folders)));
    }

    private Controllers start(List<Controller> some) {
        controllers = some;
        thread.start();
        return this;
    }

    /** What has to be told of every change of the objects that controllers look after. */
    public <T extends HasMetadata> ResourceEventHandler<T> trigger() {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                signal.raise();
            }

            @Override
            public void onUpdate(T before, T after) {
                signal.raise();
            }

            @Override
            public void onDelete(T object, boolean stateUnknown) {
                signal.raise();
            }
        };
    }

    private void wakeAt(Instant time) {
        next = time.isBefore(next) ? time : next;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                next = clock.instant().plus(AT_LATEST);
                controllers.forEach(Controllers::pass);
                signal.await(Duration.between(clock.instant(), next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Controller controller) {
        try {
            controller.pass();
        } catch (KubernetesClientException e) {
            log.atDebug().setCause(e).log("A controller could not look at everything and will try again");
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A controller failed and will try again");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
