package io.slotwise.standalone.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The alert rules, as a file. */
public final class Rules {
    static final Path DIRECTORY = Path.of("../prometheus");
    static final Path FILE = DIRECTORY.resolve("slotwise.rules.yaml");
    static final Path TEST = DIRECTORY.resolve("slotwise.rules.test.yaml");

    private static final Pattern LIMIT = Pattern.compile("(?s)(.*\\S)\\s*(?:==|>=?|<=?)\\s*[0-9.]+\\s*");
    private static final Pattern ABSENT = Pattern.compile("(?s)absent\\((.*)\\)\\s*");

    private Rules() {}

    static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> all() {
        return read(FILE)
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** What the rules measure: their expressions without the limit, so that there is data when all is well, too. */
    public static List<Query> queries() {
        return all().stream()
                .map(rule -> new Query(
                        "alert " + rule.path("alert").asText(),
                        measured(rule.path("expr").asText())))
                .toList();
    }

    private static String measured(String expression) {
        Matcher absent = ABSENT.matcher(expression);
        if (absent.matches()) {
            return absent.group(1);
        }
        Matcher limit = LIMIT.matcher(expression);
        if (!limit.matches()) {
            throw new AssertionError("a rule that ends with no limit: " + expression);
        }
        return limit.group(1);
    }
}
