package io.slotwise.embedded.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings an object into the shape of its schema: what the schema does not know goes, defaults come. */
final class Shape {
    /** What every object has, whatever its schema says. */
    private static final Set<String> STANDARD = Set.of("apiVersion", "kind", "metadata");

    private Shape() {}

    /** Prunes and defaults the object in place; returns the paths of the fields that were not known. */
    static List<String> fit(SchemaNode schema, ObjectNode object) {
        List<String> unknown = new ArrayList<>();
        for (String name : names(object)) {
            if (!STANDARD.contains(name)) {
                field(schema, object, name, name, unknown);
            }
        }
        defaults(schema, object);
        return unknown;
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static void value(SchemaNode schema, JsonNode value, String path, List<String> unknown) {
        if (value instanceof ObjectNode object) {
            names(object).forEach(name -> field(schema, object, name, path + "." + name, unknown));
            defaults(schema, object);
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                String at = path + "[" + i + "]";
                JsonNode element = array.get(i);
                schema.items().ifPresent(items -> value(items, element, at, unknown));
            }
        }
    }

    private static void field(SchemaNode schema, ObjectNode object, String name, String path, List<String> unknown) {
        Optional<SchemaNode> known = schema.field(name);
        JsonNode value = object.path(name);
        if (known.isPresent() && value.isNull() && !known.get().isNullable()) {
            object.remove(name);
        } else if (known.isPresent()) {
            value(known.get(), value, path, unknown);
        } else if (!schema.allowsAnything()) {
            object.remove(name);
            unknown.add(path);
        }
    }

    private static void defaults(SchemaNode schema, ObjectNode object) {
        schema.properties().properties().forEach(property -> {
            JsonNode otherwise = property.getValue().get("default");
            if (otherwise != null && !object.has(property.getKey())) {
                JsonNode value = otherwise.deepCopy();
                value(new SchemaNode(property.getValue()), value, "", new ArrayList<>());
                object.set(property.getKey(), value);
            }
        });
    }
}
