package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ConfigurationDocTest {
    private static final Path PAGE = Path.of("../../docs/configuration.md");
    private static final Path CHART = Path.of("../helm/slotwise");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)(?::-(.*))?}");
    private static final Pattern MENTIONED = Pattern.compile("\\(env: (\\w+)\\)");
    private static final List<String> WORDS = List.of("--help", "--version");
    /** Not for whoever runs Slotwise. */
    private static final List<String> LEFT_OUT = List.of("help", "bench");

    @Test
    void thePagesTablesAreThoseOfTheCommandsAndOfTheChart() throws IOException {
        String page = Files.readString(PAGE);
        String expected = filled(page, "commands", commands(Slotwise.commandLine()));
        expected = filled(expected, "values", values());
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("run with -Dupdate=true to write it").hasContent(expected);
    }

    private static String filled(String page, String mark, String content) {
        String begin = "<!-- " + mark + " -->";
        String end = "<!-- /" + mark + " -->";
        return page.substring(0, page.indexOf(begin) + begin.length()) + "\n" + content
                + page.substring(page.indexOf(end));
    }

    /** A heading and a table for each command that has options; what all of a group have stands once. */
    private static String commands(CommandLine command) {
        List<CommandLine> children = command.getSubcommands().entrySet().stream()
                .filter(child -> child.getKey().equals(child.getValue().getCommandName()))
                .map(Map.Entry::getValue)
                .filter(child -> !LEFT_OUT.contains(child.getCommandName()))
                .toList();
        Set<String> shared = children.size() < 2
                ? Set.of()
                : children.stream()
                        .map(child -> rows(child, Set.of()))
                        .reduce(ConfigurationDocTest::both)
                        .orElseThrow();
        return table(command.getCommandSpec().qualifiedName() + " …", shared)
                + children.stream()
                        .map(child ->
                                table(child.getCommandSpec().qualifiedName(), rows(child, shared)) + commands(child))
                        .collect(Collectors.joining());
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> common = new LinkedHashSet<>(some);
        common.retainAll(others);
        return common;
    }

    private static Set<String> rows(CommandLine command, Set<String> without) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden() && !WORDS.contains(option.longestName()))
                .map(ConfigurationDocTest::row)
                .filter(row -> !without.contains(row))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String table(String title, Set<String> rows) {
        return rows.isEmpty()
                ? ""
                : "\n### " + title + "\n| option | variable | default | meaning |\n|---|---|---|---|\n"
                        + String.join("", rows);
    }

    private static String row(OptionSpec option) {
        String value = Optional.ofNullable(option.defaultValue()).orElse("");
        String said = String.join(" ", option.description());
        Matcher variable = VARIABLE.matcher(value);
        boolean named = variable.matches();
        Matcher mentioned = MENTIONED.matcher(said);
        boolean takes = option.arity().max() > 0;
        String fallback = named ? Optional.ofNullable(variable.group(2)).orElse("") : value;
        return line(
                code(option.longestName() + (takes ? " " + option.paramLabel() : "")),
                named ? code(variable.group(1)) : mentioned.find() ? code(mentioned.group(1)) : "",
                takes ? code(fallback) : "",
                meaning(option));
    }

    /** Without what the table says in a column of its own. */
    private static String meaning(OptionSpec option) {
        String candidates = option.completionCandidates() == null
                ? ""
                : StreamSupport.stream(option.completionCandidates().spliterator(), false)
                        .collect(Collectors.joining(", "));
        return String.join(" ", option.description())
                .replaceAll("[;,.]? default: (?:\\$\\{DEFAULT-VALUE}|the variable \\w+)(?:, else default)?", "")
                .replaceAll(" \\((?:env: \\w+|default: '?\\$\\{DEFAULT-VALUE}'?)\\)", "")
                .replace(
                        "${DEFAULT-VALUE}",
                        Optional.ofNullable(option.defaultValue()).orElse(""))
                .replace("${COMPLETION-CANDIDATES}", candidates)
                .replaceAll("@\\|\\w+ ([^|]*)\\|@", "$1")
                .replace("%%", "%")
                .replace("%n", " ");
    }

    private static String values() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode values = yaml.readTree(CHART.resolve("values.yaml").toFile());
        JsonNode schema = yaml.readTree(CHART.resolve("values.schema.json").toFile());
        return "| value | default | meaning |\n|---|---|---|\n" + rows(schema, values, "");
    }

    private static String rows(JsonNode schema, JsonNode values, String path) {
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = path + property.getKey();
            JsonNode value = values.path(property.getKey());
            if (property.getValue().has("properties")) {
                rows.append(rows(property.getValue(), value, name + "."));
            } else if (!value.isMissingNode()) {
                rows.append(line(
                        code(name),
                        code(value.toString()),
                        property.getValue().path("description").asText()));
            }
        }
        return rows.toString();
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private static String line(String... cells) {
        StringJoiner line = new StringJoiner(" | ", "| ", " |\n");
        for (String cell : cells) {
            line.add(cell);
        }
        return line.toString();
    }
}
