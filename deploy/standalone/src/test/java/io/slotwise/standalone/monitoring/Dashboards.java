package io.slotwise.standalone.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Grafana dashboards, as files. */
public final class Dashboards {
    static final Path DIRECTORY = Path.of("../grafana");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Dashboards() {}

    /** Each dashboard by its file's name. */
    static Map<String, JsonNode> all() {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                dashboards.put(file.getFileName().toString(), JSON.readTree(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dashboards;
    }

    static List<JsonNode> panels(JsonNode dashboard) {
        return elements(dashboard.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.valueStream();
    }

    /** Of all panels and annotations. */
    public static List<Query> queries() {
        return all().entrySet().stream()
                .flatMap(dashboard -> Stream.concat(
                        panels(dashboard.getValue()).stream()
                                .flatMap(panel -> elements(panel.path("targets"))
                                        .map(target -> query(dashboard.getKey(), panel.path("title"), target))),
                        elements(dashboard.getValue().path("annotations").path("list"))
                                .map(annotation -> query(dashboard.getKey(), annotation.path("name"), annotation))))
                .toList();
    }

    private static Query query(String file, JsonNode title, JsonNode target) {
        return new Query(
                file + ": " + title.asText() + " " + target.path("refId").asText(),
                target.path("expr").asText());
    }
}
