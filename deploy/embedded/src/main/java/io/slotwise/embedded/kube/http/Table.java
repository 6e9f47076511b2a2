package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.store.Nodes;
import java.time.Clock;
import java.util.List;

/**
 * Objects as the rows that {@code kubectl get} prints.
 *
 * @param includeObject {@code None}, {@code Metadata} (the default) or {@code Object}: what goes along with each row
 */
record Table(ResourceKind kind, String version, String includeObject, Clock clock) implements Representation {
    @Override
    public ObjectNode one(ObjectNode object) {
        return table(
                List.of(object), object.path("metadata").path("resourceVersion").asText());
    }

    @Override
    public ObjectNode many(List<ObjectNode> objects, long revision) {
        return table(objects, Long.toString(revision));
    }

    private ObjectNode table(List<ObjectNode> objects, String revision) {
        List<TableColumn> columns = Columns.of(kind, version);
        ObjectNode table = Nodes.object().put("kind", "Table").put("apiVersion", Metadata.VERSION);
        table.putObject("metadata").put("resourceVersion", revision);
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions
                .addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("format", column.name().equals("Name") ? "name" : "")
                .put("description", "")
                .put("priority", column.priority()));
        ArrayNode rows = table.putArray("rows");
        objects.forEach(object -> row(columns, object, rows.addObject()));
        return table;
    }

    private void row(List<TableColumn> columns, ObjectNode object, ObjectNode row) {
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().of(object, clock.instant())));
        if (includeObject.equals("Object")) {
            row.set("object", new Whole(kind, version).one(object));
        } else if (!includeObject.equals("None")) {
            row.set("object", new Metadata().one(object));
        }
    }
}
