package io.slotwise.embedded.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Strategic merge patch: a merge patch that also merges Kubernetes' own lists element by element, with the directives
 * {@code $patch}, {@code $retainKeys}, {@code $deleteFromPrimitiveList} and {@code $setElementOrder}.
 */
public final class StrategicMerge {
    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicMerge() {}

    public static JsonNode apply(JsonNode target, ObjectNode patch) {
        return merge("", target, patch);
    }

    private static JsonNode merge(String here, JsonNode target, ObjectNode patch) {
        if (patch.path(DIRECTIVE).asText().equals("replace")) {
            return patch.deepCopy().without(DIRECTIVE);
        }
        ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : Nodes.object();
        retain(result, patch.path(RETAIN));
        patch.properties().forEach(change -> field(here, result, change.getKey(), change.getValue()));
        patch.properties().forEach(change -> order(here, result, change.getKey(), change.getValue()));
        return result;
    }

    private static void retain(ObjectNode result, JsonNode keys) {
        if (keys.isArray()) {
            result.retain(Nodes.texts(keys));
        }
    }

    private static void field(String here, ObjectNode result, String field, JsonNode change) {
        if (field.startsWith(DELETE_FROM)) {
            removeFrom(result, field.substring(DELETE_FROM.length()), Set.copyOf(Nodes.texts(change)));
        } else if (field.startsWith("$")) {
            return;
        } else if (change.isNull()) {
            result.remove(field);
        } else if (change instanceof ObjectNode object) {
            if (object.path(DIRECTIVE).asText().equals("delete")) {
                result.remove(field);
            } else {
                result.set(field, merge(field, result.path(field), object));
            }
        } else if (change instanceof ArrayNode array) {
            result.set(field, list(here, field, result.path(field), array));
        } else {
            result.set(field, change);
        }
    }

    private static void removeFrom(ObjectNode result, String field, Set<String> values) {
        ArrayNode left = Nodes.array();
        Nodes.elements(result.path(field))
                .filter(value -> !values.contains(value.asText()))
                .forEach(left::add);
        result.set(field, left);
    }

    private static JsonNode list(String here, String field, JsonNode target, ArrayNode patch) {
        Optional<String> key = ListKeys.of(here, field);
        if (key.isPresent()) {
            return keyed(field, key.get(), target, patch);
        }
        if (!ListKeys.isSet(field)) {
            return patch.deepCopy();
        }
        ArrayNode union = Nodes.array();
        Nodes.elements(target).forEach(union::add);
        List<String> present = Nodes.texts(target);
        Nodes.elements(patch).filter(value -> !present.contains(value.asText())).forEach(union::add);
        return union;
    }

    private static ArrayNode keyed(String field, String key, JsonNode target, ArrayNode patch) {
        if (Nodes.elements(patch)
                .anyMatch(element -> element.path(DIRECTIVE).asText().equals("replace"))) {
            ArrayNode replaced = Nodes.array();
            Nodes.elements(patch)
                    .filter(element -> !element.has(DIRECTIVE))
                    .forEach(element -> replaced.add(element.deepCopy()));
            return replaced;
        }
        List<JsonNode> result = new ArrayList<>();
        Nodes.elements(target).forEach(result::add);
        Nodes.elements(patch)
                .forEach(element -> Nodes.asObject(element).ifPresent(change -> element(field, key, result, change)));
        return Nodes.array().addAll(result);
    }

    private static void element(String field, String key, List<JsonNode> result, ObjectNode change) {
        OptionalInt at = IntStream.range(0, result.size())
                .filter(i -> result.get(i).path(key).equals(change.path(key)))
                .findFirst();
        if (change.path(DIRECTIVE).asText().equals("delete")) {
            at.ifPresent(result::remove);
        } else if (at.isPresent()) {
            result.set(at.getAsInt(), merge(field, result.get(at.getAsInt()), change));
        } else {
            result.add(merge(field, Nodes.object(), change));
        }
    }

    private static void order(String here, ObjectNode result, String field, JsonNode order) {
        if (!field.startsWith(ORDER)) {
            return;
        }
        String list = field.substring(ORDER.length());
        Optional<String> key = ListKeys.of(here, list);
        List<JsonNode> wanted = Nodes.elements(order).toList();
        List<JsonNode> sorted =
                new ArrayList<>(Nodes.elements(result.path(list)).toList());
        sorted.sort(Comparator.comparingInt(element -> place(wanted, key, element)));
        if (!sorted.isEmpty()) {
            result.set(list, Nodes.array().addAll(sorted));
        }
    }

    private static int place(List<JsonNode> wanted, Optional<String> key, JsonNode element) {
        return IntStream.range(0, wanted.size())
                .filter(i -> key.map(name -> wanted.get(i).path(name).equals(element.path(name)))
                        .orElseGet(() -> wanted.get(i).equals(element)))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }
}
