package io.slotwise.embedded.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import java.util.ArrayList;
import java.util.List;

/** What a definition says of the objects of its kind, made ready to be applied to them. */
public final class StructuralSchema {
    private final SchemaNode root;
    private final CelRules rules;

    /** Reads the {@code openAPIV3Schema} of a version. */
    public StructuralSchema(ObjectNode schema) {
        this.root = new SchemaNode(schema);
        this.rules = new CelRules(root);
    }

    /** What is wrong with the schema itself. */
    public List<Cause> problems() {
        return rules.problems();
    }

    /** Takes unknown fields out of the object and puts defaults in; returns the paths of what it took out. */
    public List<String> fit(ObjectNode object) {
        return root.json().isEmpty() ? List.of() : Shape.fit(root, object);
    }

    /** All that is wrong with a new object. */
    public List<Cause> check(ObjectNode object) {
        return check(object, MissingNode.getInstance());
    }

    /** All that is wrong with a changed object. Rules are asked only when the shape is right. */
    public List<Cause> check(ObjectNode object, JsonNode before) {
        List<Cause> causes = new ArrayList<>(Check.of(root, checked(object), ""));
        if (causes.isEmpty()) {
            causes.addAll(rules.check(root, object, before, ""));
        }
        return causes;
    }

    /** Metadata has rules of its own. */
    private static ObjectNode checked(ObjectNode object) {
        return object.deepCopy().without(List.of("apiVersion", "kind", "metadata"));
    }

    /** Fields of the object that the schema does not know. */
    public List<String> unknownFields(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        return fit(copy);
    }
}
