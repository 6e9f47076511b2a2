package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import io.slotwise.embedded.kube.schema.StructuralSchema;
import io.slotwise.embedded.kube.store.Meta;
import java.util.List;

/** Custom resources are held to the schema of their definition, status included. */
record CustomAdmission(ResourceKind kind, StructuralSchema schema) implements Admission {
    @Override
    public void onCreate(ObjectNode object) {
        schema.fit(object);
        refuse(object, schema.check(object));
    }

    @Override
    public void onUpdate(ObjectNode before, ObjectNode after) {
        schema.fit(after);
        refuse(after, schema.check(after, before));
    }

    @Override
    public void onStatus(ObjectNode before, ObjectNode after) {
        schema.fit(after);
        refuse(after, schema.check(after, before));
    }

    private void refuse(ObjectNode object, List<Cause> causes) {
        if (!causes.isEmpty()) {
            throw Refusal.invalid(kind, new Meta(object).name(), causes);
        }
    }

    /** Refuses an object with fields that the schema does not know, as {@code fieldValidation=Strict} wants. */
    @Override
    public void onStrict(ObjectNode given) {
        List<String> unknown = schema.unknownFields(given);
        if (!unknown.isEmpty()) {
            String fields = String.join(
                    ", ",
                    unknown.stream()
                            .map(path -> "unknown field \"" + path + "\"")
                            .toList());
            throw Refusal.badRequest(kind.kind() + " in version \"" + kind.storageVersion()
                    + "\" cannot be handled as a " + kind.kind() + ": strict decoding error: " + fields);
        }
    }
}
