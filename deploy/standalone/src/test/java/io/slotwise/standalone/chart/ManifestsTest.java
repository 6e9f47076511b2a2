package io.slotwise.standalone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManifestsTest {
    private static final Path MANIFESTS = Path.of("../manifests");
    /** Generated from the classes; a test of the model keeps it. */
    private static final Path DEFINITION = Path.of("crd-redisclusters.yaml");

    @Test
    void theManifestsAreTheChartAsItIsWithItsNamespace() throws IOException {
        Map<String, String> rendered = rendered();
        if (Boolean.getBoolean("update")) {
            for (Path file : files()) {
                Files.delete(file);
            }
            for (Map.Entry<String, String> file : rendered.entrySet()) {
                Files.writeString(MANIFESTS.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, String> there = new TreeMap<>();
        for (Path file : files()) {
            there.put(file.getFileName().toString(), Files.readString(file));
        }
        assertThat(there).as("run with -Dupdate=true to write them").containsExactlyEntriesOf(new TreeMap<>(rendered));
    }

    /** kubectl applies a directory in the order of its names: what others need goes first. */
    private static Map<String, String> rendered() {
        Map<String, String> files = new TreeMap<>();
        Chart.byTemplate(Chart.template().set("createNamespace", true).set("crds.install", false))
                .forEach((template, text) ->
                        files.put(template.equals("namespace.yaml") ? "00-namespace.yaml" : template, text));
        return files;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            return files.filter(file -> !file.endsWith(DEFINITION)).sorted().toList();
        }
    }
}
