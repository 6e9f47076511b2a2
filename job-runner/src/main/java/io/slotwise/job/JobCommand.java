package io.slotwise.job;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code slotwise job}: forms clusters, reshards, drains and checks them. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Moves Redis data. Every job can be stopped anywhere and run again; it goes on from what Redis says.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done and verified",
            "1:failed; run it again to go on",
            "2:wrong command line",
            "3:refused, since data would be lost or would not fit"
        },
        subcommands = {
            BootstrapCommand.class,
            ReshardCommand.class,
            DrainCommand.class,
            RebalanceCommand.class,
            CheckCommand.class,
            HealCommand.class,
            ConfigureCommand.class,
            FailoverCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CancelCommand.class
        })
public final class JobCommand {
    /** Ends the process with the exit code. */
    public static void main(String[] words) {
        System.exit(commandLine(words).execute(words));
    }

    /** The command line that reads a job's words. */
    public static CommandLine commandLine(String... words) {
        return NamedCommand.of(JobCommand.class, words)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    command.getErr().println(problem.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }
}
