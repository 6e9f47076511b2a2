package io.slotwise.standalone;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, in a sentence on stderr: no usage text that scrolls it away, and stack traces only in the debug log. */
final class Sentences implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Sentences.class);

    @Override
    public int handleParseException(ParameterException problem, String[] words) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(problem.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(problem, err)
                && problem instanceof UnmatchedArgumentException unknown
                && unknown.isUnknownOption()) {
            err.println("There are: " + options(command));
        }
        err.println("All options: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        LOG.atDebug().setCause(problem).log("Command failed");
        command.getErr().println(of(problem));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The first lines of the messages of a failure and of its causes, those that say something new. */
    static String of(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .map(Sentences::message)
                .reduce((said, more) -> said.contains(more) ? said : said + ": " + more)
                .orElseThrow();
    }

    /** Its first line: what follows, such as a place in a file, is for the log. */
    private static String message(Throwable problem) {
        return Objects.requireNonNullElse(problem.getMessage(), "")
                .lines()
                .findFirst()
                .orElse(problem.getClass().getSimpleName());
    }
}
