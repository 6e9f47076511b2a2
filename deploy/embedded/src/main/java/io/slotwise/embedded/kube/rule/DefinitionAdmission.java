package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Definition;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.kind.ResourceKind;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.schema.StructuralSchema;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Store;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A definition's kind is served as soon as it is stored, and goes with it, objects and all. */
final class DefinitionAdmission implements Admission {
    private final Kinds kinds;
    private final Store store;
    private final Clock clock;

    DefinitionAdmission(Kinds kinds, Store store, Clock clock) {
        this.kinds = kinds;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void onCreate(ObjectNode object) {
        ResourceKind kind = new Definition(object).kind();
        check(object, kind);
        ObjectNode status = object.putObject("status");
        status.set("acceptedNames", object.path("spec").path("names").deepCopy());
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, "NamesAccepted", "NoConflicts");
        condition(conditions, "Established", "InitialNamesAccepted");
        status.putArray("storedVersions").add(kind.storageVersion());
    }

    @Override
    public void onUpdate(ObjectNode before, ObjectNode after) {
        check(after, new Definition(after).kind());
    }

    private void check(ObjectNode object, ResourceKind kind) {
        ResourceKind self = kinds.find(Kinds.DEFINITIONS).orElseThrow();
        String name = new Meta(object).name();
        if (!name.equals(kind.id().toString()) || kind.id().group().isEmpty()) {
            throw Refusal.invalid(
                    self,
                    name,
                    List.of(Refusal.Cause.invalid(
                            "metadata.name",
                            "Invalid value: \"" + name + "\": must be spec.names.plural+\".\"+spec.group")));
        }
        if (kind.versions().isEmpty()) {
            throw Refusal.invalid(self, name, List.of(Refusal.Cause.required("spec.versions")));
        }
        List<Refusal.Cause> problems = kind.versions().stream()
                .map(version -> new StructuralSchema(new Definition(object).schema(version)))
                .flatMap(schema -> schema.problems().stream())
                .toList();
        if (!problems.isEmpty()) {
            throw Refusal.invalid(self, name, problems);
        }
    }

    private void condition(ArrayNode conditions, String type, String reason) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("reason", reason)
                .put("message", "")
                .put(
                        "lastTransitionTime",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Override
    public void onStored(ObjectNode stored) {
        kinds.add(new Definition(stored).kind());
    }

    @Override
    public void onRemoved(ObjectNode last) {
        ResourceKind kind = new Definition(last).kind();
        store.list(kind.id(), "").forEach(object -> store.remove(Store.key(kind.id(), object)));
        kinds.remove(kind.id());
    }
}
