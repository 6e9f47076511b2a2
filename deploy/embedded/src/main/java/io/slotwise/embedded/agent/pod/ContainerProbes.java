package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.slotwise.embedded.agent.pod.ProbeRun.Finding;
import io.slotwise.embedded.agent.pod.ProbeRun.Pace;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The probes of one run of a container. Until the start-up probe has passed the others wait. */
final class ContainerProbes {
    private final Optional<ProbeRun> startup;
    private final Optional<ProbeRun> readiness;
    private final Optional<ProbeRun> liveness;
    private Finding started;
    private Finding ready = Finding.OPEN;
    private Finding alive = Finding.OPEN;

    ContainerProbes(Container container, Instant start) {
        startup = Optional.ofNullable(container.getStartupProbe()).map(probe -> new ProbeRun(probe, Pace.EAGER, start));
        readiness =
                Optional.ofNullable(container.getReadinessProbe()).map(probe -> new ProbeRun(probe, Pace.EAGER, start));
        liveness =
                Optional.ofNullable(container.getLivenessProbe()).map(probe -> new ProbeRun(probe, Pace.STEADY, start));
        started = startup.isEmpty() ? Finding.PASSED : Finding.OPEN;
    }

    void step(ProbeTarget target, Instant now) throws InterruptedException {
        if (started != Finding.PASSED && startup.isPresent()) {
            started = startup.get().step(target, now);
        }
        if (started != Finding.PASSED) {
            return;
        }
        ready = readiness.isPresent() ? readiness.get().step(target, now) : Finding.PASSED;
        if (liveness.isPresent()) {
            alive = liveness.get().step(target, now);
        }
    }

    boolean isStarted() {
        return started == Finding.PASSED;
    }

    boolean isReady() {
        return isStarted() && ready == Finding.PASSED;
    }

    /** Whether the container has to be ended because it does not come up, or hangs. */
    boolean isGivenUp() {
        return started == Finding.FAILED || alive == Finding.FAILED;
    }

    /** When to look again; empty when there is nothing to probe. */
    Optional<Instant> next() {
        Stream<Optional<ProbeRun>> due = isStarted() ? Stream.of(readiness, liveness) : Stream.of(startup);
        return due.flatMap(Optional::stream).map(ProbeRun::next).min(Instant::compareTo);
    }
}
