package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;
import java.util.Optional;

/**
 * OpenAPI v3 documents, so far as kubectl reads them: that the server validates fields itself, and the schemas that
 * definitions bring, for {@code kubectl explain}.
 */
final class OpenApi {
    private final Kinds kinds;

    OpenApi(Kinds kinds) {
        this.kinds = kinds;
    }

    ObjectNode index() {
        ObjectNode document = Nodes.object();
        ObjectNode paths = document.putObject("paths");
        kinds.all()
                .forEach(kind -> kind.versions().forEach(version -> {
                    String path = prefix(kind, version);
                    paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path);
                }));
        return document;
    }

    /** The document of one group and version, from the segments {@code api/v1} or {@code apis/group/version}. */
    Optional<ObjectNode> document(List<String> path) {
        String group = path.size() > 2 ? path.get(1) : "";
        String version = path.get(path.size() - 1);
        List<ResourceKind> served = kinds.in(group, version);
        if (served.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode document = Nodes.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.32.0");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        served.forEach(kind -> describe(kind, version, paths, schemas));
        return Optional.of(document);
    }

    private static void describe(ResourceKind kind, String version, ObjectNode paths, ObjectNode schemas) {
        String scope = kind.isNamespaced() ? "/namespaces/{namespace}/" : "/";
        String path = "/" + prefix(kind, version) + scope + kind.id().plural() + "/{name}";
        String schema = kind.id().group() + "." + version + "." + kind.kind();
        ObjectNode item = paths.putObject(path);
        ObjectNode get = operation(item, "get", kind, version);
        get.putObject("responses")
                .putObject("200")
                .put("description", "OK")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + schema);
        ObjectNode patch = operation(item, "patch", kind, version);
        patch.putArray("parameters")
                .addObject()
                .put("name", "fieldValidation")
                .put("in", "query")
                .putObject("schema")
                .put("type", "string");
        ObjectNode described = kind.definition()
                .map(definition -> definition.schema(version).deepCopy())
                .orElseGet(() -> Nodes.object().put("type", "object"));
        described.putArray("x-kubernetes-group-version-kind").add(identity(kind, version));
        schemas.set(schema, described);
    }

    private static ObjectNode operation(ObjectNode item, String verb, ResourceKind kind, String version) {
        ObjectNode operation = item.putObject(verb).put("x-kubernetes-action", verb);
        operation.set("x-kubernetes-group-version-kind", identity(kind, version));
        return operation;
    }

    private static ObjectNode identity(ResourceKind kind, String version) {
        return Nodes.object()
                .put("group", kind.id().group())
                .put("version", version)
                .put("kind", kind.kind());
    }

    private static String prefix(ResourceKind kind, String version) {
        return kind.id().group().isEmpty()
                ? "api/" + version
                : "apis/" + kind.id().group() + "/" + version;
    }
}
