package io.slotwise.embedded.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.Optional;

/** One node of a structural schema, as the definition has it. */
record SchemaNode(JsonNode json) {
    String type() {
        return json.path("type").asText("");
    }

    boolean isIntOrString() {
        return json.path("x-kubernetes-int-or-string").asBoolean(false);
    }

    boolean keepsUnknown() {
        return json.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    }

    boolean isNullable() {
        return json.path("nullable").asBoolean(false);
    }

    /** The schema of a field of objects here, be it named or any further one; empty when it is not known. */
    Optional<SchemaNode> field(String name) {
        JsonNode named = json.path("properties").path(name);
        JsonNode any = json.path("additionalProperties");
        return Optional.of(named.isObject() ? named : any)
                .filter(JsonNode::isObject)
                .map(SchemaNode::new);
    }

    /** Whether any field may stand here, though nothing is said of it. */
    boolean allowsAnything() {
        return keepsUnknown() || json.path("additionalProperties").asBoolean(false);
    }

    /** The schema of the elements of lists here. */
    Optional<SchemaNode> items() {
        return Nodes.asObject(json.path("items")).map(SchemaNode::new);
    }

    ObjectNode properties() {
        return Nodes.asObject(json.path("properties")).orElseGet(Nodes::object);
    }
}
