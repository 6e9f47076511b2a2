package io.slotwise.embedded.agent.pod;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes' {@code $(NAME)} in commands, arguments and variables; {@code $$(NAME)} stays as {@code $(NAME)}. */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^()]+)\\)");

    private Variables() {}

    /** Replaces what is known; what is not known stays as it is written. */
    static String expand(String text, Map<String, String> values) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(), values)));
    }

    private static String value(String reference, Map<String, String> values) {
        return reference.equals("$$")
                ? "$"
                : values.getOrDefault(reference.substring(2, reference.length() - 1), reference);
    }
}
