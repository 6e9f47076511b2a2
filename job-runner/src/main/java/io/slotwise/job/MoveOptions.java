package io.slotwise.job;

import io.slotwise.job.move.Engine;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.move.MovePace;
import io.slotwise.job.pace.Bandwidth;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How slots are moved. */
final class MoveOptions {
    enum Speed {
        DEFAULT,
        FAST
    }

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "How keys go. auto: the best that both nodes can do without risk; native: the server's own"
                    + " migration, Redis' too; copy: copies, of which the source lets go in a transaction; migrate: MIGRATE alone"
                    + " (default: ${DEFAULT-VALUE}).")
    private Engine engine = Engine.AUTO;

    @Option(
            names = "--pace",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "default: as fast as clients do not feel it; fast: as fast as it goes"
                    + " (default: ${DEFAULT-VALUE}).")
    private Speed speed = Speed.DEFAULT;

    @Option(
            names = "--max-latency",
            paramLabel = "MS",
            description = "At the default pace: how long source and destination may take to answer (default: 5).")
    private Optional<Integer> maxLatency = Optional.empty();

    @Option(names = "--bandwidth", paramLabel = "MB", description = "Megabytes a second at most (default: unlimited).")
    private Optional<Integer> bandwidth = Optional.empty();

    @Option(
            names = "--max-key-mb",
            paramLabel = "MB",
            defaultValue = "64",
            description =
                    "The largest key that is moved; both nodes stand still meanwhile (default: ${DEFAULT-VALUE}).")
    private int maxKeyMegabytes;

    MoveLimits limits() {
        return MoveLimits.DEFAULT
                .withKeyBytes((long) maxKeyMegabytes << 20)
                .with(pace())
                .with(engine);
    }

    private MovePace pace() {
        if (speed == Speed.FAST && maxLatency.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--max-latency needs --pace default");
        }
        MovePace pace = speed == Speed.FAST ? MovePace.FAST : MovePace.DEFAULT;
        MovePace bounded = maxLatency
                .map(millis -> pace.withMaxLatency(Duration.ofMillis(positive("--max-latency", millis))))
                .orElse(pace);
        return bandwidth
                .map(megabytes -> bounded.with(new Bandwidth(positive("--bandwidth", megabytes) * 1_000_000L)))
                .orElse(bounded);
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1, not " + value);
        }
        return value;
    }
}
