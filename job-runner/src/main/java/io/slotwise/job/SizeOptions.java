package io.slotwise.job;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How large a cluster shall be. */
final class SizeOptions {
    /** Fewer masters cannot agree on a failover. */
    private static final int LEAST_MASTERS = 3;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--masters", paramLabel = "NUMBER", description = "Masters that own slots, 3 or more.")
    private Optional<Integer> masters = Optional.empty();

    @Option(names = "--replicas", paramLabel = "NUMBER", description = "Replicas of each master.")
    private Optional<Integer> replicas = Optional.empty();

    /** Whether it was said at all. */
    boolean isGiven() {
        return masters.isPresent() || replicas.isPresent();
    }

    int masters() {
        return checked("--masters", masters, LEAST_MASTERS);
    }

    int replicas() {
        return checked("--replicas", replicas, 0);
    }

    private int checked(String option, Optional<Integer> number, int least) {
        int value = number.orElseThrow(() -> wrong("Missing required option: '" + option + "=NUMBER'"));
        if (value < least) {
            throw wrong(option + " must be at least " + least + ", not " + value);
        }
        return value;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
