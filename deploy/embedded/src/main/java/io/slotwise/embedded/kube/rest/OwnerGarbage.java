package io.slotwise.embedded.kube.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.ObjectKey;
import io.slotwise.embedded.kube.store.Store;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Ends what lost its last owner, as Kubernetes' garbage collector does, though at once. */
public final class OwnerGarbage {
    private final Store store;
    private final Deletion deletion;

    OwnerGarbage(Store store, Deletion deletion) {
        this.store = store;
        this.deletion = deletion;
    }

    /** Deletes a new object that names owners of which none is there. */
    void collectIfOrphaned(ObjectKey key, ObjectNode object) {
        Meta meta = new Meta(object);
        if (meta.owners().findAny().isPresent() && meta.owners().noneMatch(this::lives)) {
            delete(key, Propagation.BACKGROUND);
        }
    }

    private boolean lives(JsonNode owner) {
        String uid = owner.path("uid").asText();
        return store.all().values().stream()
                .anyMatch(object -> new Meta(object).uid().equals(uid));
    }

    /** After an owner went: what it owned goes too, unless another owner lives; owners that waited for it may go. */
    void afterRemoval(ObjectNode gone) {
        Meta meta = new Meta(gone);
        owned(meta.uid()).forEach((key, object) -> {
            if (new Meta(object)
                    .owners()
                    .filter(owner -> !owner.path("uid").asText().equals(meta.uid()))
                    .anyMatch(this::lives)) {
                forget(key, object, meta.uid());
            } else {
                delete(key, Propagation.BACKGROUND);
            }
        });
        meta.owners().forEach(owner -> endForeground(owner.path("uid").asText()));
    }

    /** Deletes everything that an owner has. */
    void deleteOwnedBy(String uid, Propagation propagation) {
        owned(uid).keySet().forEach(key -> delete(key, propagation));
    }

    /** Lets an owner that waits for its own to go, go, once none of them is left that holds it back. */
    void endForeground(String uid) {
        boolean blocked = owned(uid).values().stream()
                .flatMap(object -> new Meta(object).owners())
                .anyMatch(owner -> owner.path("uid").asText().equals(uid)
                        && owner.path("blockOwnerDeletion").asBoolean(false));
        if (blocked) {
            return;
        }
        store.all().entrySet().stream()
                .filter(entry -> new Meta(entry.getValue()).uid().equals(uid))
                .filter(entry -> new Meta(entry.getValue()).finalizers().contains(Deletion.FOREGROUND_FINALIZER))
                .findFirst()
                .ifPresent(entry -> withoutForeground(entry.getKey(), entry.getValue()));
    }

    private void withoutForeground(ObjectKey key, ObjectNode owner) {
        ObjectNode free = owner.deepCopy();
        List<String> left = new Meta(free)
                .finalizers().stream()
                        .filter(finalizer -> !finalizer.equals(Deletion.FOREGROUND_FINALIZER))
                        .toList();
        new Meta(free).finalizers(left);
        deletion.settle(key, owner, free);
    }

    /** Takes the owner out of everything that it has. */
    void orphan(String uid) {
        owned(uid).forEach((key, object) -> forget(key, object, uid));
    }

    private void forget(ObjectKey key, ObjectNode object, String uid) {
        ObjectNode copy = object.deepCopy();
        ObjectNode meta = new Meta(copy).node();
        List<JsonNode> left = new Meta(object)
                .owners()
                .filter(owner -> !owner.path("uid").asText().equals(uid))
                .toList();
        meta.remove("ownerReferences");
        if (!left.isEmpty()) {
            ArrayNode references = meta.putArray("ownerReferences");
            left.forEach(references::add);
        }
        store.put(key.kind(), copy);
    }

    private Map<ObjectKey, ObjectNode> owned(String uid) {
        return store.all().entrySet().stream()
                .filter(entry -> new Meta(entry.getValue()).isOwnedBy(uid))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void delete(ObjectKey key, Propagation propagation) {
        if (store.get(key).isPresent()) {
            deletion.delete(key, new DeleteOptions(propagation, OptionalLong.empty(), "", "", Durability.STORED));
        }
    }
}
