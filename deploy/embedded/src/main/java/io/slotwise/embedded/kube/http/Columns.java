package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Definition;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns that {@code kubectl get} shows for each kind. */
final class Columns {
    private static final TableColumn NAME = TableColumn.text("Name", object -> new Meta(object).name());
    private static final TableColumn AGE = TableColumn.age("Age", JsonPath.parse(".metadata.creationTimestamp"));

    private static final Map<String, List<TableColumn>> BUILT_IN = Map.ofEntries(
            Map.entry(
                    "pods",
                    List.of(
                            TableColumn.text("Ready", Columns::readyContainers),
                            TableColumn.text("Status", Columns::podStatus),
                            TableColumn.text("Restarts", Columns::restarts),
                            AGE,
                            TableColumn.wide("IP", object -> orNone(Nodes.text(object, "status.podIP"))),
                            TableColumn.wide("Node", object -> orNone(Nodes.text(object, "spec.nodeName"))))),
            Map.entry(
                    "statefulsets.apps",
                    List.of(
                            TableColumn.text(
                                    "Ready",
                                    object -> Nodes.at(object, "status.readyReplicas")
                                                    .asInt(0) + "/"
                                            + Nodes.at(object, "spec.replicas").asInt(1)),
                            AGE)),
            Map.entry(
                    "jobs.batch",
                    List.of(
                            TableColumn.text("Status", Columns::jobStatus),
                            TableColumn.text(
                                    "Completions",
                                    object ->
                                            Nodes.at(object, "status.succeeded").asInt(0) + "/"
                                                    + Nodes.at(object, "spec.completions")
                                                            .asInt(1)),
                            TableColumn.age("Started", JsonPath.parse(".status.startTime")),
                            AGE)),
            Map.entry(
                    "services",
                    List.of(
                            field("Type", "spec.type"),
                            field("Cluster-IP", "spec.clusterIP"),
                            TableColumn.text("Port(s)", Columns::ports),
                            AGE)),
            Map.entry(
                    "configmaps",
                    List.of(
                            TableColumn.text(
                                    "Data",
                                    object ->
                                            Integer.toString(object.path("data").size())),
                            AGE)),
            Map.entry(
                    "secrets",
                    List.of(
                            field("Type", "type"),
                            TableColumn.text(
                                    "Data",
                                    object ->
                                            Integer.toString(object.path("data").size())),
                            AGE)),
            Map.entry("namespaces", List.of(field("Status", "status.phase"), AGE)),
            Map.entry("nodes", List.of(TableColumn.text("Status", object -> "Ready"), AGE)),
            Map.entry(
                    "events",
                    List.of(
                            TableColumn.age("Last Seen", JsonPath.parse(".lastTimestamp")),
                            field("Type", "type"),
                            field("Reason", "reason"),
                            TableColumn.text("Object", Columns::involved),
                            field("Message", "message"))),
            Map.entry("leases.coordination.k8s.io", List.of(field("Holder", "spec.holderIdentity"), AGE)),
            Map.entry(
                    "persistentvolumeclaims",
                    List.of(
                            field("Status", "status.phase"),
                            field("Volume", "spec.volumeName"),
                            field("Capacity", "spec.resources.requests.storage"),
                            AGE)),
            Map.entry(
                    "poddisruptionbudgets.policy",
                    List.of(
                            field("Min Available", "spec.minAvailable"),
                            field("Max Unavailable", "spec.maxUnavailable"),
                            AGE)),
            Map.entry(
                    "customresourcedefinitions.apiextensions.k8s.io",
                    List.of(TableColumn.age("Created At", JsonPath.parse(".metadata.creationTimestamp")))));

    private Columns() {}

    static List<TableColumn> of(ResourceKind kind, String version) {
        List<TableColumn> columns = new ArrayList<>(List.of(NAME));
        columns.addAll(kind.definition()
                .map(definition -> defined(definition.columns(version)))
                .orElseGet(() -> BUILT_IN.getOrDefault(kind.id().toString(), List.of(AGE))));
        return columns;
    }

    private static List<TableColumn> defined(List<Definition.Column> columns) {
        return columns.isEmpty()
                ? List.of(AGE)
                : columns.stream().map(TableColumn::of).toList();
    }

    private static TableColumn field(String name, String path) {
        return TableColumn.text(name, object -> orNone(Nodes.text(object, path)));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }

    private static Stream<JsonNode> containers(ObjectNode pod) {
        return Nodes.elements(pod.path("status").path("containerStatuses"));
    }

    private static String readyContainers(ObjectNode pod) {
        long ready = containers(pod)
                .filter(container -> container.path("ready").asBoolean())
                .count();
        return ready + "/" + pod.path("spec").path("containers").size();
    }

    private static String restarts(ObjectNode pod) {
        return Integer.toString(containers(pod)
                .mapToInt(container -> container.path("restartCount").asInt(0))
                .sum());
    }

    private static String podStatus(ObjectNode pod) {
        if (new Meta(pod).isDeleting()) {
            return "Terminating";
        }
        return containers(pod)
                .flatMap(container -> Stream.of(
                        Nodes.text(container, "state.waiting.reason"),
                        Nodes.text(container, "state.terminated.reason")))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElseGet(() -> Nodes.text(pod, "status.reason").isEmpty()
                        ? Nodes.text(pod, "status.phase")
                        : Nodes.text(pod, "status.reason"));
    }

    private static String jobStatus(ObjectNode job) {
        return Nodes.elements(job.path("status").path("conditions"))
                .filter(condition -> condition.path("status").asText().equals("True"))
                .map(condition -> condition.path("type").asText())
                .filter(type -> List.of("Complete", "Failed", "Suspended").contains(type))
                .findFirst()
                .orElse("Running");
    }

    private static String ports(ObjectNode service) {
        return orNone(Nodes.elements(service.path("spec").path("ports"))
                .map(port ->
                        port.path("port").asText() + "/" + port.path("protocol").asText("TCP"))
                .collect(Collectors.joining(",")));
    }

    private static String involved(ObjectNode event) {
        JsonNode object = event.path("involvedObject");
        return object.path("kind").asText().toLowerCase(java.util.Locale.ROOT) + "/"
                + object.path("name").asText();
    }
}
