package io.slotwise.embedded.kube.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.ResourceKind.Trait;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Store;
import java.util.List;
import java.util.function.UnaryOperator;

/** How objects change: optimistic locking, the split between spec and status, generations, the last finalizer. */
public final class Update {
    /** What the server alone writes. */
    private static final List<String> SYSTEM_FIELDS =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

    private final Store store;
    private final Admissions admissions;
    private final Deletion deletion;

    public Update(Store store, Admissions admissions, Deletion deletion) {
        this.store = store;
        this.admissions = admissions;
        this.deletion = deletion;
    }

    /**
     * Changes an object, or its status when the address says so, and returns it as stored. A change that changes nothing
     * makes no new revision.
     *
     * @param change makes the wanted object of a copy of the present one
     * @throws Refusal when it does not exist, was changed meanwhile, or would not be valid
     */
    public ObjectNode update(Address address, UnaryOperator<ObjectNode> change, Durability durability) {
        return store.atomically(() -> {
            ObjectNode before = store.get(address.key())
                    .orElseThrow(() -> Refusal.notFound(address.kind().id(), address.name()));
            ObjectNode wanted = change.apply(before.deepCopy());
            checkIdentity(address, before, wanted);
            ObjectNode after = address.isStatus() ? withStatus(before, wanted) : withSpec(address, before, wanted);
            admit(address, before, after);
            countGeneration(address, before, after);
            if (after.equals(before) || durability == Durability.TRIED) {
                return after;
            }
            ObjectNode settled = deletion.settle(address.key(), before, after);
            store.get(address.key())
                    .ifPresent(stored ->
                            admissions.of(address.kind(), address.version()).onStored(stored));
            return settled;
        });
    }

    private static void checkIdentity(Address address, ObjectNode before, ObjectNode wanted) {
        Meta is = new Meta(before);
        Meta will = new Meta(wanted);
        if (!will.name().equals(is.name())) {
            throw Refusal.badRequest("the name of the object (" + will.name() + ") does not match the name on the URL ("
                    + is.name() + ")");
        }
        if (!will.uid().isEmpty() && !will.uid().equals(is.uid())) {
            throw Refusal.conflict(
                    address.kind().id(),
                    is.name(),
                    "Precondition failed: UID in precondition: " + will.uid() + ", UID in object meta: " + is.uid());
        }
        if (!will.resourceVersion().isEmpty() && !will.resourceVersion().equals(is.resourceVersion())) {
            throw Refusal.conflict(
                    address.kind().id(),
                    is.name(),
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    private static ObjectNode withStatus(ObjectNode before, ObjectNode wanted) {
        ObjectNode after = before.deepCopy();
        copy("status", wanted, after);
        return after;
    }

    private static ObjectNode withSpec(Address address, ObjectNode before, ObjectNode wanted) {
        ObjectNode after = wanted.deepCopy();
        after.set("apiVersion", before.path("apiVersion"));
        after.set("kind", before.path("kind"));
        Meta is = new Meta(before);
        Meta will = new Meta(after);
        SYSTEM_FIELDS.forEach(field -> copy(field, is.node(), will.node()));
        copy("namespace", is.node(), will.node());
        copy("resourceVersion", is.node(), will.node());
        if (address.kind().has(Trait.STATUS)) {
            copy("status", before, after);
        }
        return after;
    }

    private static void copy(String field, ObjectNode from, ObjectNode to) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value.deepCopy());
        }
    }

    private void admit(Address address, ObjectNode before, ObjectNode after) {
        Admission admission = admissions.of(address.kind(), address.version());
        if (address.isStatus()) {
            admission.onStatus(before, after);
        } else {
            admission.onUpdate(before, after);
        }
    }

    private static void countGeneration(Address address, ObjectNode before, ObjectNode after) {
        if (address.kind().has(Trait.GENERATION) && !spec(before).equals(spec(after))) {
            Meta meta = new Meta(after);
            meta.node().put("generation", meta.generation() + 1);
        }
    }

    /** Everything but metadata and status: for most kinds that is the spec. */
    private static ObjectNode spec(ObjectNode object) {
        return object.deepCopy().without(List.of("metadata", "status"));
    }
}
