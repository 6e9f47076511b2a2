package io.slotwise.standalone;

import io.slotwise.bench.BenchCommand;
import io.slotwise.collector.CollectorCommand;
import io.slotwise.job.JobCommand;
import io.slotwise.job.NamedCommand;
import io.slotwise.reconciler.ReconcilerCommand;
import io.slotwise.reconciler.TopicsCommand;
import io.slotwise.standalone.dist.DistCommand;
import io.slotwise.standalone.lab.ExplainCommand;
import io.slotwise.standalone.lab.RecordCommand;
import io.slotwise.standalone.lab.ReplayCommand;
import io.slotwise.standalone.lab.TuneCommand;
import io.slotwise.streams.StreamsCommand;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The one command a person types. */
@Command(
        name = "slotwise",
        description = {
            "Hands-off autoscaling for Redis Cluster.",
            "",
            "Start with @|bold ./slotwise up|@: a real Redis Cluster, Kafka and a Kubernetes API on this machine, a load"
                    + " that drives the cluster into overload, and Slotwise that scales it up and down again."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            UpCommand.class,
            ReplayCommand.class,
            TuneCommand.class,
            RecordCommand.class,
            ExplainCommand.class,
            JobCommand.class,
            BenchCommand.class,
            CollectorCommand.class,
            StreamsCommand.class,
            ReconcilerCommand.class,
            TopicsCommand.class,
            DistCommand.class,
            RehearseCommand.class,
            HelpCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage. Each command has --help."})
public final class Slotwise implements Runnable {
    /** Commands whose standard output is for programs too. */
    private static final Set<String> TO_STANDARD_OUTPUT = Set.of("replay", "record", "explain", "tune", "bench");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Slotwise() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && TO_STANDARD_OUTPUT.contains(arguments[0])) {
            Logs.toStandardError();
        }
        System.exit(commandLine(arguments).execute(arguments));
    }

    static CommandLine commandLine(String... arguments) {
        Sentences sentences = new Sentences();
        return NamedCommand.of(Slotwise.class, arguments)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(sentences)
                .setExecutionExceptionHandler(sentences);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
