package io.slotwise.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.model.crd.RedisCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CustomResourceDocTest {
    private static final Path PAGE = Path.of("../docs/custom-resource.md");

    @Test
    void thePagesTablesAreThoseOfTheDefinition() throws IOException {
        JSONSchemaProps schema = schema();
        JSONSchemaProps spec = property(schema, "spec");
        String page = Files.readString(PAGE);
        String expected = page;
        expected = filled(expected, "spec", fields(spec));
        expected = filled(expected, "rules", rules(spec));
        expected = filled(expected, "status", fields(property(schema, "status")));
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("run with -Dupdate=true to write it").hasContent(expected);
    }

    private static JSONSchemaProps schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE))) {
            return Serialization.unmarshal(in, CustomResourceDefinition.class)
                    .getSpec()
                    .getVersions()
                    .get(0)
                    .getSchema()
                    .getOpenAPIV3Schema();
        }
    }

    private static JSONSchemaProps property(JSONSchemaProps of, String name) {
        return Objects.requireNonNull(of.getProperties().get(name));
    }

    private static String filled(String page, String mark, String content) {
        String begin = "<!-- " + mark + " -->";
        String end = "<!-- /" + mark + " -->";
        return page.substring(0, page.indexOf(begin) + begin.length()) + "\n" + content
                + page.substring(page.indexOf(end));
    }

    private static String fields(JSONSchemaProps object) {
        return "| field | type | default | meaning |\n|---|---|---|---|\n"
                + rows("", object).collect(Collectors.joining());
    }

    private static Stream<String> rows(String prefix, JSONSchemaProps object) {
        Map<String, JSONSchemaProps> sorted = new TreeMap<>(object.getProperties());
        List<String> required = Objects.requireNonNullElse(object.getRequired(), List.of());
        return sorted.entrySet().stream()
                .flatMap(field -> Stream.concat(
                        Stream.of(row(prefix + field.getKey(), field.getValue(), required.contains(field.getKey()))),
                        rows(prefix + field.getKey() + ".", field.getValue())))
                .filter(row -> !row.endsWith("|  |\n"));
    }

    private static String row(String name, JSONSchemaProps field, boolean required) {
        String standard = field.getDefault() == null
                ? ""
                : "`" + field.getDefault().toString().replace("\"", "") + "`";
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        name,
                        type(field),
                        required ? "required" : standard,
                        Objects.requireNonNullElse(field.getDescription(), ""));
    }

    private static String type(JSONSchemaProps field) {
        String kind = field.getAdditionalProperties() == null ? field.getType() : "map";
        if (field.getMinimum() == null) {
            return kind;
        }
        return field.getMaximum() == null
                ? kind + " ≥ " + field.getMinimum().intValue()
                : kind + " " + field.getMinimum().intValue() + "–"
                        + field.getMaximum().intValue();
    }

    private static String rules(JSONSchemaProps spec) {
        return allRules(spec).collect(Collectors.joining());
    }

    private static Stream<String> allRules(JSONSchemaProps object) {
        return Stream.concat(
                Objects.requireNonNullElse(object.getXKubernetesValidations(), List.<ValidationRule>of()).stream()
                        .map(rule -> "- " + rule.getMessage() + "\n"),
                new TreeMap<>(object.getProperties()).values().stream().flatMap(CustomResourceDocTest::allRules));
    }
}
