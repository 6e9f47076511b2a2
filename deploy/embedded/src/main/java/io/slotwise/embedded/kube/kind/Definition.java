package io.slotwise.embedded.kube.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.ResourceKind.Scope;
import io.slotwise.embedded.kube.kind.ResourceKind.Trait;
import io.slotwise.embedded.kube.store.KindId;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@code CustomResourceDefinition} and what it says of its kind.
 *
 * @param crd the object as stored
 */
public record Definition(ObjectNode crd) {

    /**
     * A column of the kind's table.
     *
     * @param name heading
     * @param type such as {@code integer} or {@code date}
     * @param jsonPath where its value stands, such as {@code .spec.masters}
     * @param priority above 0 it is shown with {@code -o wide} only
     */
    public record Column(String name, String type, String jsonPath, int priority) {}

    /**
     * Where the scale subresource reads and writes, each a path such as {@code .spec.masters}.
     *
     * @param selector empty when there is none
     */
    public record ScalePaths(String specReplicas, String statusReplicas, String selector) {}

    /** The kind it defines, with the versions that are served, the stored one first. */
    public ResourceKind kind() {
        JsonNode names = crd.path("spec").path("names");
        String kind = names.path("kind").asText();
        return new ResourceKind(
                new KindId(Nodes.text(crd, "spec.group"), names.path("plural").asText()),
                Stream.concat(versions(true), versions(false)).toList(),
                kind,
                names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                Nodes.texts(names.path("shortNames")),
                Nodes.texts(names.path("categories")),
                Nodes.text(crd, "spec.scope").equals("Cluster") ? Scope.CLUSTER : Scope.NAMESPACED,
                traits(),
                Optional.of(this));
    }

    private Stream<String> versions(boolean stored) {
        return Nodes.elements(crd.path("spec").path("versions"))
                .filter(version -> version.path("served").asBoolean(true))
                .filter(version -> version.path("storage").asBoolean() == stored)
                .map(version -> version.path("name").asText());
    }

    private Set<Trait> traits() {
        Set<Trait> traits = EnumSet.of(Trait.GENERATION);
        Nodes.elements(crd.path("spec").path("versions"))
                .map(version -> version.path("subresources"))
                .forEach(subresources -> {
                    if (subresources.has("status")) {
                        traits.add(Trait.STATUS);
                    }
                    if (subresources.has("scale")) {
                        traits.add(Trait.SCALE);
                    }
                });
        return traits;
    }

    private JsonNode version(String name) {
        return Nodes.elements(crd.path("spec").path("versions"))
                .filter(version -> version.path("name").asText().equals(name))
                .findFirst()
                .orElseGet(Nodes::object);
    }

    /** The structural schema of that version, empty when it has none. */
    public ObjectNode schema(String version) {
        return Nodes.asObject(version(version).path("schema").path("openAPIV3Schema"))
                .orElseGet(Nodes::object);
    }

    /** The columns between NAME and what Kubernetes adds itself. */
    public List<Column> columns(String version) {
        return Nodes.elements(version(version).path("additionalPrinterColumns"))
                .map(column -> new Column(
                        column.path("name").asText(),
                        column.path("type").asText(),
                        column.path("jsonPath").asText(),
                        column.path("priority").asInt(0)))
                .toList();
    }

    public Optional<ScalePaths> scale(String version) {
        return Nodes.asObject(version(version).path("subresources").path("scale"))
                .map(scale -> new ScalePaths(
                        scale.path("specReplicasPath").asText(),
                        scale.path("statusReplicasPath").asText(),
                        scale.path("labelSelectorPath").asText("")));
    }
}
