package io.slotwise.standalone.lab;

import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What somebody typed after an option. */
final class OptionValue {
    private OptionValue() {}

    /** It, as {@code reading} takes it; what that objects to becomes a wrong command line that names the option. */
    static <A, T> T read(CommandSpec spec, String option, A value, Function<A, T> reading) {
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}
