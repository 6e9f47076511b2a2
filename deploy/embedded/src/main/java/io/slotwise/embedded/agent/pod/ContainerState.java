package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where one container stands. */
sealed interface ContainerState {
    /** As Kubernetes writes it. */
    io.fabric8.kubernetes.api.model.ContainerState written();

    /**
     * Not running yet, or not again yet.
     *
     * @param reason Kubernetes' word, such as {@code CrashLoopBackOff}
     * @param until when it is tried again
     */
    record Waiting(String reason, String message, Instant until) implements ContainerState {
        @Override
        public io.fabric8.kubernetes.api.model.ContainerState written() {
            return new ContainerStateBuilder()
                    .withNewWaiting()
                    .withReason(reason)
                    .withMessage(message.isEmpty() ? null : message)
                    .endWaiting()
                    .build();
        }
    }

    /** Running as a process. */
    record Running(Process process, Instant since) implements ContainerState {
        @Override
        public io.fabric8.kubernetes.api.model.ContainerState written() {
            return new ContainerStateBuilder()
                    .withNewRunning()
                    .withStartedAt(seconds(since))
                    .endRunning()
                    .build();
        }
    }

    /**
     * Ended for good, or about to be started again.
     *
     * @param message what it left for people to read, or empty
     */
    record Terminated(int code, String message, Instant since, Instant at) implements ContainerState {
        private static final int FIRST_SIGNAL = 128;

        @Override
        public io.fabric8.kubernetes.api.model.ContainerState written() {
            return new ContainerStateBuilder()
                    .withNewTerminated()
                    .withExitCode(code)
                    .withSignal(code > FIRST_SIGNAL ? code - FIRST_SIGNAL : null)
                    .withReason(code == 0 ? "Completed" : "Error")
                    .withMessage(message.isEmpty() ? null : message)
                    .withStartedAt(seconds(since))
                    .withFinishedAt(seconds(at))
                    .endTerminated()
                    .build();
        }
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
