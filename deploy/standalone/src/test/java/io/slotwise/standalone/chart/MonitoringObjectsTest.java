package io.slotwise.standalone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards in the chart are the files that stand beside it; Helm reads no file outside the chart. */
class MonitoringObjectsTest {
    private static final Path RULES = Path.of("../prometheus/slotwise.rules.yaml");
    private static final Path DASHBOARDS = Path.of("../grafana");
    private static final Path COPIES = Chart.DIRECTORY.resolve("files");

    @BeforeAll
    static void copy() throws IOException {
        if (Boolean.getBoolean("update")) {
            Files.copy(RULES, copyOf(RULES), StandardCopyOption.REPLACE_EXISTING);
            for (Path dashboard : dashboards()) {
                Files.copy(dashboard, copyOf(dashboard), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path copyOf(Path file) {
        return COPIES.resolve(file.subpath(1, file.getNameCount()));
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.toList();
        }
    }

    @Test
    void theAlertsAreThoseOfTheFile() throws IOException {
        GenericKubernetesResource rule = Chart.objects(Chart.template()
                        .set("prometheusRule.enabled", true)
                        .set("prometheusRule.labels.release", "main"))
                .stream()
                .filter(object -> object.getKind().equals("PrometheusRule"))
                .map(GenericKubernetesResource.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(rule.getMetadata().getLabels()).containsEntry("release", "main");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.<JsonNode>valueToTree(rule.get("spec")))
                .as("run with -Dupdate=true to copy it")
                .isEqualTo(new YAMLMapper().readTree(Files.readString(RULES)));
    }

    @Test
    void eachDashboardIsAConfigMapForTheSidecar() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (Path file : dashboards()) {
            expected.put(file.getFileName().toString(), Files.readString(file).strip());
        }
        List<ConfigMap> maps = Chart.objects(Chart.template().set("grafanaDashboards.enabled", true)).stream()
                .filter(object -> object.getMetadata().getLabels().containsKey("grafana_dashboard"))
                .map(ConfigMap.class::cast)
                .toList();
        assertThat(maps).hasSize(4);
        Map<String, String> rendered = new TreeMap<>();
        maps.forEach(map -> map.getData().forEach((name, text) -> rendered.put(name, text.strip())));
        assertThat(rendered).as("run with -Dupdate=true to copy them").isEqualTo(expected);
    }
}
