package io.slotwise.embedded.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Nodes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-side apply: what a manager gives is merged in, and what it gave before and gives no longer goes, unless another
 * manager gives it too. Managers that write without apply are not tracked, so there are no conflicts: the last one wins.
 *
 * @param manager who applies
 * @param subresource empty for the object itself
 */
public record ServerSideApply(String manager, String subresource, Instant now) {
    /** The object after the apply. */
    public ObjectNode apply(ObjectNode before, ObjectNode given) {
        ObjectNode wanted = given.deepCopy();
        new Meta(wanted).node().remove("managedFields");
        ObjectNode fields = Fields.of(wanted);
        List<JsonNode> entries =
                Nodes.elements(before.path("metadata").path("managedFields")).toList();
        List<JsonNode> others = entries.stream().filter(entry -> !isMine(entry)).toList();
        ObjectNode result = Nodes.asObject(StrategicMerge.apply(before, wanted)).orElseThrow();
        List<JsonNode> kept = new ArrayList<>(List.of(fields));
        others.forEach(entry -> kept.add(entry.path("fieldsV1")));
        JsonNode mine = entries.stream().filter(this::isMine).findFirst().orElseGet(Nodes::object);
        Fields.prune(result, mine.path("fieldsV1"), kept);
        ArrayNode managed = new Meta(result).node().putArray("managedFields");
        others.forEach(managed::add);
        managed.add(mine.path("fieldsV1").equals(fields) ? mine : entry(given, fields));
        return result;
    }

    private boolean isMine(JsonNode entry) {
        return entry.path("manager").asText().equals(manager)
                && entry.path("operation").asText().equals("Apply")
                && entry.path("subresource").asText("").equals(subresource);
    }

    private ObjectNode entry(ObjectNode given, ObjectNode fields) {
        ObjectNode entry = Nodes.object()
                .put("manager", manager)
                .put("operation", "Apply")
                .put("apiVersion", given.path("apiVersion").asText())
                .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("fieldsType", "FieldsV1");
        if (!subresource.isEmpty()) {
            entry.put("subresource", subresource);
        }
        entry.set("fieldsV1", fields);
        return entry;
    }
}
