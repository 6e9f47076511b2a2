package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects of one kind by namespace and name, and by each label too, so that few among many are found at once. */
final class Shelf {
    private record Label(String name, String value) {}

    private final NavigableMap<String, ObjectNode> all = new TreeMap<>();
    private final Map<Label, NavigableMap<String, ObjectNode>> labelled = new HashMap<>();

    Optional<ObjectNode> get(String path) {
        return Optional.ofNullable(all.get(path));
    }

    /** Puts it in the place of the one before, which is returned. */
    Optional<ObjectNode> put(String path, ObjectNode object) {
        Optional<ObjectNode> before = remove(path);
        all.put(path, object);
        labels(object)
                .forEach(label ->
                        labelled.computeIfAbsent(label, any -> new TreeMap<>()).put(path, object));
        return before;
    }

    Optional<ObjectNode> remove(String path) {
        Optional<ObjectNode> before = Optional.ofNullable(all.remove(path));
        before.stream()
                .flatMap(Shelf::labels)
                .forEach(label -> labelled.computeIfPresent(label, (any, objects) -> without(path, objects)));
        return before;
    }

    @SuppressWarnings("NullAway") // null takes the entry away
    private static NavigableMap<String, ObjectNode> without(String path, NavigableMap<String, ObjectNode> objects) {
        objects.remove(path);
        return objects.isEmpty() ? null : objects;
    }

    Collection<ObjectNode> all() {
        return all.values();
    }

    /**
     * All objects that may carry these labels, and others perhaps; in their order.
     *
     * @param namespace empty for all
     */
    Collection<ObjectNode> candidates(String namespace, Map<String, String> labels) {
        NavigableMap<String, ObjectNode> fewest = labels.entrySet().stream()
                .map(label -> labelled.getOrDefault(new Label(label.getKey(), label.getValue()), new TreeMap<>()))
                .min(Comparator.comparingInt(Map::size))
                .orElse(all);
        return namespace.isEmpty()
                ? fewest.values()
                : fewest.subMap(namespace + "/", namespace + "0").values();
    }

    private static Stream<Label> labels(ObjectNode object) {
        return object.path("metadata").path("labels").properties().stream()
                .filter(label -> label.getValue().isTextual())
                .map(label -> new Label(label.getKey(), label.getValue().textValue()));
    }
}
