package io.slotwise.bench;

import io.slotwise.bench.decide.DecideBench;
import io.slotwise.bench.decide.ReplayBench;
import io.slotwise.bench.decide.TuneBench;
import io.slotwise.bench.reconcile.ReconcileBench;
import io.slotwise.bench.streams.StreamsBench;
import picocli.CommandLine.Command;

/** {@code slotwise bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures Slotwise on this machine.",
        subcommands = {
            ReshardBench.class,
            DecideBench.class,
            ReplayBench.class,
            TuneBench.class,
            StreamsBench.class,
            ReconcileBench.class
        })
public final class BenchCommand {}
