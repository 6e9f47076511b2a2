package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slotwise.embedded.agent.process.Signal;
import io.slotwise.embedded.redis.LoopbackAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pod's life on this node, in a thread of its own. Each step looks at the pod as it is wanted now and at its
 * processes, does what is due and says when to look again; a signal makes it look at once.
 */
final class PodWorker implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(PodWorker.class);
    private static final Duration AT_LATEST = Duration.ofSeconds(5);
    private static final Duration AFTER_PROBLEM = Duration.ofSeconds(1);
    private static final int[] PORTS = {6379, 16379};

    /** What the API says of the pod. */
    private enum Presence {
        THERE,
        GONE
    }

    /** Whether the processes were asked to end. */
    private enum Ending {
        NOT_ASKED,
        ASKED
    }

    private final Node node;
    private final Signal signal = new Signal();
    private final String podIp;
    private final Instant birth;
    private final PodApi api;
    private final PodContainers host;
    private final PodReport report;
    private final List<ContainerRun> init;
    private final List<ContainerRun> main;
    private volatile Pod pod;
    private volatile Presence presence = Presence.THERE;
    private Optional<PodStatus> written = Optional.empty();
    private Ending ending = Ending.NOT_ASKED;

    PodWorker(Node node, Pod pod) {
        this.node = node;
        this.pod = pod;
        this.podIp = LoopbackAddress.acquire(PORTS);
        this.birth = node.clock().instant();
        this.api = new PodApi(node);
        this.host = new PodContainers(node, () -> this.pod, podIp, signal);
        this.report = new PodReport(podIp, birth);
        RestartPolicy policy = RestartPolicy.of(pod);
        this.init = pod.getSpec().getInitContainers().stream()
                .map(container -> new ContainerRun(container, policy.forInit(), node.restarts(), birth))
                .toList();
        this.main = pod.getSpec().getContainers().stream()
                .map(container -> new ContainerRun(container, policy, node.restarts(), birth))
                .toList();
    }

    /** The API has a newer state of the pod. */
    void seen(Pod newer) {
        pod = newer;
        signal.raise();
    }

    /** The API has the pod no longer. */
    void gone() {
        presence = Presence.GONE;
        signal.raise();
    }

    @Override
    public void run() {
        try {
            while (presence == Presence.THERE) {
                signal.await(nextStep());
            }
            cleanUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LoopbackAddress.release(podIp);
        }
    }

    private Duration nextStep() throws InterruptedException {
        try {
            return step(node.clock().instant());
        } catch (KubernetesClientException e) {
            log.atDebug()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .setCause(e)
                    .log("The API did not take what a pod's worker had for it; will try again");
            return AFTER_PROBLEM;
        } catch (CancellationException e) {
            log.atDebug()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .log("The agent is being closed; no process is started any more");
            return AFTER_PROBLEM;
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .setCause(e)
                    .log("A pod's worker failed and will try again");
            return AFTER_PROBLEM;
        }
    }

    private Duration step(Instant now) throws InterruptedException {
        Pod wanted = pod;
        if (wanted.getMetadata().getDeletionTimestamp() != null) {
            return end(wanted, now);
        }
        if (wanted.getSpec().getNodeName() == null && written.isEmpty()) {
            api.bind(wanted);
        }
        boolean initialized = runInit(now);
        if (initialized) {
            for (ContainerRun run : main) {
                run.step(host, now);
            }
        }
        write(wanted, now);
        return untilNext(now);
    }

    /** Runs one init container after another; true when all have succeeded. */
    private boolean runInit(Instant now) throws InterruptedException {
        for (ContainerRun run : init) {
            run.step(host, now);
            if (run.end().filter(end -> end.code() == 0).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void write(Pod wanted, Instant now) {
        PodStatus status = report.status(wanted, init, main, now);
        if (written.filter(status::equals).isPresent()) {
            return;
        }
        api.write(wanted, status);
        written = Optional.of(status);
    }

    private Duration untilNext(Instant now) {
        return Stream.concat(
                        init.stream()
                                .filter(run -> !run.hasRun() || run.end().isEmpty())
                                .limit(1),
                        main.stream())
                .map(ContainerRun::next)
                .flatMap(Optional::stream)
                .map(next -> Duration.between(now, next))
                .filter(wait -> wait.compareTo(AT_LATEST) < 0)
                .min(Duration::compareTo)
                .map(wait -> wait.compareTo(Duration.ofMillis(20)) < 0 ? Duration.ofMillis(20) : wait)
                .orElse(AT_LATEST);
    }

    /** Asks the processes to end, insists when their time is over, and then lets the pod go. */
    private Duration end(Pod wanted, Instant now) {
        Instant deadline = Instant.parse(wanted.getMetadata().getDeletionTimestamp());
        List<ContainerRun> alive = Stream.concat(init.stream(), main.stream())
                .filter(ContainerRun::isAlive)
                .toList();
        if (alive.isEmpty()) {
            api.letGo(wanted);
            return AFTER_PROBLEM;
        }
        if (now.isBefore(deadline)) {
            terminateOnce(alive);
            return Duration.between(now, deadline);
        }
        alive.forEach(ContainerRun::kill);
        return AFTER_PROBLEM;
    }

    private void terminateOnce(List<ContainerRun> alive) {
        if (ending == Ending.NOT_ASKED) {
            ending = Ending.ASKED;
            alive.forEach(run -> run.terminate(host));
            host.event("Normal", "Killing", "Stopping container");
        }
    }

    private void cleanUp() throws InterruptedException {
        List<ContainerRun> all = Stream.concat(init.stream(), main.stream()).toList();
        all.forEach(ContainerRun::kill);
        for (ContainerRun run : all) {
            run.awaitEnd();
        }
        try {
            PodFolders.delete(node.folders().pod(pod));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .setCause(e)
                    .log("A pod's folder stays behind");
        }
    }
}
