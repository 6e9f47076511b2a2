package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.slotwise.embedded.agent.Backoff;
import io.slotwise.embedded.agent.pod.ContainerState.Running;
import io.slotwise.embedded.agent.pod.ContainerState.Terminated;
import io.slotwise.embedded.agent.pod.ContainerState.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One container of a pod through all its restarts. It is stepped by its pod's worker alone. */
final class ContainerRun {
    private static final Logger log = LoggerFactory.getLogger(ContainerRun.class);

    /** A container that ran so long is taken to be well, and its failures are forgotten. */
    private static final Duration STABLE = Duration.ofMinutes(10);

    /** Kubernetes' own nodes take a minute or so. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration HANG_GRACE = Duration.ofSeconds(10);

    private final Container container;
    private final RestartPolicy policy;
    private final Backoff backoff;
    private ContainerState state;
    private Optional<Terminated> last = Optional.empty();
    private ContainerProbes probes;
    private Optional<Process> hook = Optional.empty();
    private Optional<Instant> killAt = Optional.empty();
    private Instant refreshAt = Instant.EPOCH;
    private int restarts;
    private int failuresInRow;

    ContainerRun(Container container, RestartPolicy policy, Backoff backoff, Instant now) {
        this.container = container;
        this.policy = policy;
        this.backoff = backoff;
        this.state = new Waiting("ContainerCreating", "", now);
        this.probes = new ContainerProbes(container, now);
    }

    /** Does what is due. */
    void step(ContainerHost host, Instant now) throws InterruptedException {
        if (state instanceof Running running) {
            if (running.process().isAlive()) {
                refresh(host, now);
                probe(host, running, now);
            } else {
                ended(host, running, now);
            }
        }
        if (state instanceof Waiting waiting && !now.isBefore(waiting.until())) {
            start(host, now);
        }
    }

    private void refresh(ContainerHost host, Instant now) {
        if (!now.isBefore(refreshAt)) {
            host.refresh(container);
            refreshAt = now.plus(REFRESH);
        }
    }

    private void start(ContainerHost host, Instant now) {
        try {
            state = new Running(host.start(container, restarts), now);
            refreshAt = now.plus(REFRESH);
            probes = new ContainerProbes(container, now);
            killAt = Optional.empty();
            host.event("Normal", "Started", "Started container " + container.getName());
        } catch (NotStartable e) {
            wait(host, e.reason(), String.valueOf(e.getMessage()), now);
        } catch (IOException e) {
            wait(host, "RunContainerError", String.valueOf(e.getMessage()), now);
        }
    }

    private void wait(ContainerHost host, String reason, String message, Instant now) {
        Waiting next = new Waiting(reason, message, now.plus(RETRY));
        boolean told = state instanceof Waiting before
                && before.reason().equals(reason)
                && before.message().equals(message);
        if (!told) {
            host.event("Warning", "Failed", "Error: " + message);
        }
        state = next;
    }

    private void probe(ContainerHost host, Running running, Instant now) throws InterruptedException {
        probes.step(host.target(container), now);
        if (probes.isGivenUp() && killAt.isEmpty()) {
            host.event("Warning", "Unhealthy", "Container " + container.getName() + " failed its probe; restarting it");
            running.process().destroy();
            killAt = Optional.of(now.plus(HANG_GRACE));
        }
        if (killAt.filter(time -> !now.isBefore(time)).isPresent()) {
            running.process().destroyForcibly();
        }
    }

    private void ended(ContainerHost host, Running running, Instant now) {
        int code = running.process().exitValue();
        Terminated end = new Terminated(code, host.lastWords(container, code), running.since(), now);
        if (!policy.restartsAfter(end.code())) {
            state = end;
            return;
        }
        boolean wasStable = Duration.between(running.since(), now).compareTo(STABLE) >= 0;
        failuresInRow = wasStable ? 0 : failuresInRow + 1;
        restarts++;
        last = Optional.of(end);
        Duration delay = backoff.after(failuresInRow - 1);
        state = new Waiting(
                "CrashLoopBackOff",
                "back-off " + delay.toSeconds() + "s restarting failed container=" + container.getName(),
                now.plus(delay));
        if (!delay.isZero()) {
            host.event("Warning", "BackOff", "Back-off restarting failed container " + container.getName());
        }
    }

    /** Asks the process to end (SIGTERM), once its hook is through. */
    void terminate(ContainerHost host) {
        if (state instanceof Running running) {
            hook = host.preStop(container);
            hook.ifPresentOrElse(
                    process -> {
                        var unused = process.onExit().thenRun(running.process()::destroy);
                    },
                    running.process()::destroy);
        }
    }

    /** Ends the process at once (SIGKILL). */
    void kill() {
        hook.ifPresent(Process::destroyForcibly);
        if (state instanceof Running running) {
            running.process().destroyForcibly();
        }
    }

    /** Waits until the process is gone, as its address and folders may be given away then. */
    void awaitEnd() throws InterruptedException {
        if (state instanceof Running running && !running.process().waitFor(HANG_GRACE.toSeconds(), TimeUnit.SECONDS)) {
            log.atWarn().addKeyValue("pid", running.process().pid()).log("A killed process does not end");
        }
    }

    boolean isAlive() {
        return state instanceof Running running && running.process().isAlive();
    }

    /** Whether it ended for good. */
    Optional<Terminated> end() {
        return state instanceof Terminated terminated ? Optional.of(terminated) : Optional.empty();
    }

    boolean isReady() {
        return isAlive() && probes.isReady();
    }

    boolean hasRun() {
        return !(state instanceof Waiting) || last.isPresent();
    }

    /** When it has to be stepped next, if no process ends before. */
    Optional<Instant> next() {
        if (state instanceof Waiting waiting) {
            return Optional.of(waiting.until());
        }
        return state instanceof Running
                ? java.util.stream.Stream.of(probes.next(), killAt)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                : Optional.empty();
    }

    ContainerStatus status() {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("embedded://" + container.getImage())
                .withReady(isReady())
                .withStarted(isAlive() && probes.isStarted())
                .withRestartCount(restarts)
                .withState(state.written())
                .withLastState(
                        last.map(Terminated::written).orElseGet(io.fabric8.kubernetes.api.model.ContainerState::new))
                .build();
    }
}
