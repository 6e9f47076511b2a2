package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.kind.ResourceKind.Trait;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The documents by which clients learn what the server offers. */
final class Discovery {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final Kinds kinds;
    private final OpenApi openApi;

    Discovery(Kinds kinds) {
        this.kinds = kinds;
        this.openApi = new OpenApi(kinds);
    }

    OpenApi openApi() {
        return openApi;
    }

    static ObjectNode version() {
        return Nodes.object()
                .put("major", "1")
                .put("minor", "32")
                .put("gitVersion", "v1.32.0")
                .put("platform", "embedded");
    }

    ObjectNode paths() {
        ObjectNode document = Nodes.object();
        ArrayNode paths = document.putArray("paths").add("/api").add("/api/v1").add("/apis");
        groupNames().forEach(group -> paths.add("/apis/" + group));
        return document;
    }

    static ObjectNode coreVersions() {
        ObjectNode document = Nodes.object().put("kind", "APIVersions");
        document.putArray("versions").add("v1");
        document.putArray("serverAddressByClientCIDRs");
        return document;
    }

    ObjectNode groups() {
        ObjectNode document = Nodes.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = document.putArray("groups");
        groupNames().forEach(name -> groups.add(describe(name)));
        return document;
    }

    Optional<ObjectNode> group(String name) {
        return groupNames().contains(name)
                ? Optional.of(describe(name).put("kind", "APIGroup").put("apiVersion", "v1"))
                : Optional.empty();
    }

    private SortedSet<String> groupNames() {
        return kinds.all().stream()
                .map(kind -> kind.id().group())
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ObjectNode describe(String group) {
        ObjectNode description = Nodes.object().put("name", group);
        ArrayNode versions = description.putArray("versions");
        kinds.all().stream()
                .filter(kind -> kind.id().group().equals(group))
                .flatMap(kind -> kind.versions().stream())
                .distinct()
                .forEach(version -> versions.addObject()
                        .put("groupVersion", group + "/" + version)
                        .put("version", version));
        description.set("preferredVersion", versions.get(0));
        return description;
    }

    Optional<ObjectNode> resources(String group, String version) {
        List<ResourceKind> served = kinds.in(group, version);
        if (served.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode document = Nodes.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = document.putArray("resources");
        served.forEach(kind -> list(kind, resources));
        return Optional.of(document);
    }

    private static void list(ResourceKind kind, ArrayNode resources) {
        ObjectNode own = resource(resources, kind.id().plural(), kind).put("singularName", kind.singular());
        own.set("verbs", texts(VERBS));
        own.set("shortNames", texts(kind.shortNames()));
        own.set("categories", texts(kind.categories()));
        if (kind.has(Trait.STATUS)) {
            resource(resources, kind.id().plural() + "/status", kind)
                    .put("singularName", "")
                    .set("verbs", texts(List.of("get", "patch", "update")));
        }
        if (kind.has(Trait.SCALE)) {
            resource(resources, kind.id().plural() + "/scale", kind)
                    .put("singularName", "")
                    .put("kind", "Scale")
                    .put("group", "autoscaling")
                    .put("version", "v1")
                    .set("verbs", texts(List.of("get", "patch", "update")));
        }
        if (kind.id().equals(Kinds.PODS)) {
            resource(resources, "pods/log", kind).put("singularName", "").set("verbs", texts(List.of("get")));
        }
    }

    private static ObjectNode resource(ArrayNode resources, String name, ResourceKind kind) {
        return resources
                .addObject()
                .put("name", name)
                .put("namespaced", kind.isNamespaced())
                .put("kind", kind.kind());
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Nodes.array();
        texts.forEach(array::add);
        return array;
    }
}
