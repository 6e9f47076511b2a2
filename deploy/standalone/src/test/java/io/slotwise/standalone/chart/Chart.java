package io.slotwise.standalone.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The Helm chart, rendered by Helm. */
final class Chart {
    static final Path DIRECTORY = Path.of("../helm/slotwise");
    static final String NAMESPACE = "redis-operator-system";
    /** The oldest Kubernetes that the chart is for. */
    static final String OLDEST = "1.25.0";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String SOURCE = "# Source: slotwise/templates/";

    private Chart() {}

    static TemplateCommand template() {
        return new Helm(DIRECTORY)
                .template()
                .withName("slotwise")
                .withNamespace(NAMESPACE)
                .withKubeVersion(OLDEST);
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    /** What Helm renders, by template; comments in front of a document and the chart's own file names are left out. */
    static Map<String, String> byTemplate(TemplateCommand command) {
        return Arrays.stream(("\n" + command.call()).split("\n---\n", -1))
                .map(String::strip)
                .filter(document -> document.startsWith(SOURCE))
                .map(document -> document.substring(SOURCE.length()).split("\n", 2))
                .filter(parts ->
                        parts.length == 2 && !parts[1].lines().allMatch(line -> line.isBlank() || line.startsWith("#")))
                .collect(Collectors.groupingBy(
                        parts -> parts[0],
                        TreeMap::new,
                        Collectors.mapping(parts -> tidy(parts[1]), Collectors.joining("---\n"))));
    }

    private static String tidy(String document) {
        return document.strip().lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    static List<HasMetadata> objects(TemplateCommand command) {
        return documents(command).stream().map(Chart::object).toList();
    }

    /** Each object's YAML. */
    static List<String> documents(TemplateCommand command) {
        return byTemplate(command).values().stream()
                .flatMap(text -> documents(text).stream())
                .toList();
    }

    static List<String> documents(String text) {
        return Arrays.stream(text.split("(?m)^---$", -1))
                .map(String::strip)
                .filter(document -> !document.isEmpty())
                .toList();
    }

    static HasMetadata object(String document) {
        return SERIALIZATION.unmarshal(document);
    }
}
