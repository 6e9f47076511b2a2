package io.slotwise.job;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A command line without the subcommands that are not asked for: to build them all takes longer than to start the JVM.
 */
public final class NamedCommand {
    private NamedCommand() {}

    /** For words that begin with a subcommand that knows itself, with that one alone; for --help, help and others, whole. */
    public static CommandLine of(Class<?> command, String... words) {
        return Arrays.stream(about(command).subcommands())
                .filter(it -> words.length > 0
                        && name(it).equals(words[0])
                        && !about(it).helpCommand())
                .findFirst()
                .map(it -> new CommandLine(
                                CommandLine.Model.CommandSpec.create().name(name(command)))
                        .addSubcommand(of(it, Arrays.copyOfRange(words, 1, words.length))))
                .orElseGet(() -> new CommandLine(command));
    }

    private static String name(Class<?> command) {
        return about(command).name();
    }

    private static Command about(Class<?> command) {
        return command.getAnnotation(Command.class);
    }
}
