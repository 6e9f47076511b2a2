package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One probe of one run of a container, and what it has found so far. */
final class ProbeRun {
    /** Until a probe has passed once it asks this often at least, so that pods are seen ready as soon as they are. */
    private static final Duration EAGER = Duration.ofMillis(250);

    private static final int DEFAULT_PERIOD_SECONDS = 10;
    private static final int DEFAULT_FAILURES = 3;

    /** What a probe has found. */
    enum Finding {
        /** Neither passed nor failed often enough yet. */
        OPEN,
        PASSED,
        FAILED
    }

    /** How often a probe asks before it has passed for the first time. */
    enum Pace {
        /** More often than it is told to, so that a pod is seen ready as soon as it is. */
        EAGER,
        /** As it is told to. */
        STEADY
    }

    private final Probe probe;
    private Pace pace;
    private Instant next;
    private Instant countFrom;
    private int passes;
    private int failures;
    private Finding finding = Finding.OPEN;

    ProbeRun(Probe probe, Pace pace, Instant start) {
        this.probe = probe;
        this.pace = pace;
        this.next = start.plusSeconds(
                Optional.ofNullable(probe.getInitialDelaySeconds()).orElse(0));
        this.countFrom = next;
    }

    /** Asks if it is time to, and says what is found. */
    Finding step(ProbeTarget target, Instant now) throws InterruptedException {
        if (now.isBefore(next)) {
            return finding;
        }
        if (target.passes(probe)) {
            passed();
        } else {
            failed(now);
        }
        next = now.plus(pace == Pace.EAGER ? EAGER : period());
        return finding;
    }

    private void passed() {
        pace = Pace.STEADY;
        passes++;
        failures = 0;
        if (passes >= Optional.ofNullable(probe.getSuccessThreshold()).orElse(1)) {
            finding = Finding.PASSED;
        }
    }

    /** Eager asking must not use up the failures that the probe allows: at most one counts in a period. */
    private void failed(Instant now) {
        passes = 0;
        if (now.isBefore(countFrom)) {
            return;
        }
        countFrom = now.plus(period());
        failures++;
        if (failures >= Optional.ofNullable(probe.getFailureThreshold()).orElse(DEFAULT_FAILURES)) {
            finding = Finding.FAILED;
        }
    }

    private Duration period() {
        return Duration.ofSeconds(Optional.ofNullable(probe.getPeriodSeconds()).orElse(DEFAULT_PERIOD_SECONDS));
    }

    /** When it has to be stepped next. */
    Instant next() {
        return next;
    }
}
