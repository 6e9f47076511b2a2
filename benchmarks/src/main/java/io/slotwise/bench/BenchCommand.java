package io.slotwise.bench;

import picocli.CommandLine.Command;

/** {@code slotwise bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures Slotwise on this machine, on real servers that it starts and ends itself.",
        subcommands = ReshardBench.class)
public final class BenchCommand {}
