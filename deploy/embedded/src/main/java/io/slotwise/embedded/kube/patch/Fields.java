package io.slotwise.embedded.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sets of fields in Kubernetes' notation ({@code fieldsV1}): which fields of an object a manager has given. */
final class Fields {
    private static final String FIELD = "f:";
    private static final String KEY = "k:";
    private static final List<String> IDENTITY = List.of(
            "apiVersion",
            "kind",
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "metadata.resourceVersion",
            "metadata.managedFields",
            "metadata.creationTimestamp",
            "metadata.generation");

    private Fields() {}

    /** The fields that the object gives. */
    static ObjectNode of(ObjectNode object) {
        return of("", "", object);
    }

    private static ObjectNode of(String path, String here, JsonNode node) {
        ObjectNode fields = Nodes.object();
        node.properties().forEach(field -> {
            String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (!IDENTITY.contains(at)) {
                fields.set(FIELD + field.getKey(), value(at, here, field.getKey(), field.getValue()));
            }
        });
        return fields;
    }

    private static ObjectNode value(String path, String parent, String name, JsonNode value) {
        if (value.isObject()) {
            return of(path, name, value);
        }
        ObjectNode fields = Nodes.object();
        Optional<String> key = value.isArray() ? ListKeys.of(parent, name) : Optional.empty();
        key.ifPresent(by -> Nodes.elements(value).forEach(element -> {
            ObjectNode item = of(path + "[]", name, element);
            item.putObject(".");
            fields.set(KEY + Nodes.text(Nodes.object().set(by, element.path(by))), item);
        }));
        return fields;
    }

    /**
     * Takes out of the object what its manager gave before and gives no longer, unless another one gives it too.
     *
     * @param kept what is still given, by this manager or others
     */
    static void prune(ObjectNode object, JsonNode before, List<JsonNode> kept) {
        for (Map.Entry<String, JsonNode> entry : before.properties()) {
            if (entry.getKey().startsWith(FIELD)) {
                String name = entry.getKey().substring(FIELD.length());
                field(object, name, entry.getValue(), inside(kept, entry.getKey()));
            }
        }
    }

    private static List<JsonNode> inside(List<JsonNode> sets, String key) {
        return sets.stream()
                .filter(set -> set.has(key))
                .map(set -> set.path(key))
                .toList();
    }

    private static void field(ObjectNode object, String name, JsonNode before, List<JsonNode> kept) {
        JsonNode value = object.path(name);
        if (before.isEmpty()) {
            if (kept.isEmpty()) {
                object.remove(name);
            }
        } else if (value instanceof ObjectNode child) {
            prune(child, before, kept);
            if (child.isEmpty() && kept.isEmpty()) {
                object.remove(name);
            }
        } else if (value instanceof ArrayNode array) {
            before.properties().forEach(entry -> element(array, entry.getKey(), entry.getValue(), kept));
            if (array.isEmpty() && kept.isEmpty()) {
                object.remove(name);
            }
        }
    }

    private static void element(ArrayNode array, String key, JsonNode before, List<JsonNode> kept) {
        List<JsonNode> still = inside(kept, key);
        IntStream.range(0, array.size())
                .filter(i -> key.equals(keyOf(array.get(i), key)))
                .boxed()
                .findFirst()
                .ifPresent(i -> {
                    if (still.isEmpty()) {
                        array.remove(i);
                    } else {
                        Nodes.asObject(array.get(i)).ifPresent(item -> prune(item, before, still));
                    }
                });
    }

    /** The element's own key in the same notation, by the field that {@code like} names. */
    private static String keyOf(JsonNode element, String like) {
        String by = like.substring(like.indexOf('"') + 1, like.indexOf('"', like.indexOf('"') + 1));
        return KEY + Nodes.text(Nodes.object().set(by, element.path(by)));
    }
}
