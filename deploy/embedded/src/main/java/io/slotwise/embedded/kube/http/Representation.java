package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.store.Nodes;
import java.time.Clock;
import java.util.List;

/** How objects are shown to a client: whole, as metadata only, or as the rows of a table. */
interface Representation {
    ObjectNode one(ObjectNode object);

    ObjectNode many(List<ObjectNode> objects, long revision);

    /** What the client's {@code Accept} header prefers. */
    static Representation of(Call call, ResourceKind kind, String version) {
        String preferred = call.accept().split(",", 2)[0];
        if (preferred.contains("as=Table")) {
            return new Table(kind, version, call.parameter("includeObject"), Clock.systemUTC());
        }
        return preferred.contains("as=PartialObjectMetadata") ? new Metadata() : new Whole(kind, version);
    }

    /** The object itself, in the version that was asked for. */
    record Whole(ResourceKind kind, String version) implements Representation {
        @Override
        public ObjectNode one(ObjectNode object) {
            ObjectNode shown =
                    Nodes.object().put("apiVersion", kind.apiVersion(version)).put("kind", kind.kind());
            object.properties().stream()
                    .filter(field -> !shown.has(field.getKey()))
                    .forEach(field -> shown.set(field.getKey(), field.getValue()));
            return shown;
        }

        @Override
        public ObjectNode many(List<ObjectNode> objects, long revision) {
            return list(
                    kind.apiVersion(version),
                    kind.kind() + "List",
                    objects.stream().map(this::one).toList(),
                    revision);
        }
    }

    /** Metadata alone. */
    record Metadata() implements Representation {
        static final String VERSION = "meta.k8s.io/v1";

        @Override
        public ObjectNode one(ObjectNode object) {
            ObjectNode shown = Nodes.object().put("apiVersion", VERSION).put("kind", "PartialObjectMetadata");
            shown.set("metadata", object.path("metadata"));
            return shown;
        }

        @Override
        public ObjectNode many(List<ObjectNode> objects, long revision) {
            return list(
                    VERSION,
                    "PartialObjectMetadataList",
                    objects.stream().map(this::one).toList(),
                    revision);
        }
    }

    private static ObjectNode list(String apiVersion, String kind, List<ObjectNode> items, long revision) {
        ObjectNode list = Nodes.object().put("kind", kind).put("apiVersion", apiVersion);
        list.putObject("metadata").put("resourceVersion", Long.toString(revision));
        ArrayNode array = list.putArray("items");
        items.forEach(array::add);
        return list;
    }
}
