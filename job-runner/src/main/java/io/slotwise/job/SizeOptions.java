package io.slotwise.job;

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

    @Option(
            names = "--masters",
            required = true,
            paramLabel = "NUMBER",
            description = "Masters that own slots, 3 or more.")
    private int masters;

    @Option(names = "--replicas", required = true, paramLabel = "NUMBER", description = "Replicas of each master.")
    private int replicas;

    int masters() {
        if (masters < LEAST_MASTERS) {
            throw new ParameterException(
                    spec.commandLine(), "--masters must be at least " + LEAST_MASTERS + ", not " + masters);
        }
        return masters;
    }

    int replicas() {
        if (replicas < 0) {
            throw new ParameterException(spec.commandLine(), "--replicas must be at least 0, not " + replicas);
        }
        return replicas;
    }
}
