package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The standard metadata of one object, read and written in place.
 *
 * @param object the whole object
 */
public record Meta(ObjectNode object) {
    /** The {@code metadata}, made when it is missing. */
    public ObjectNode node() {
        return Nodes.child(object, "metadata");
    }

    public String text(String field) {
        return object.path("metadata").path(field).asText("");
    }

    public String name() {
        return text("name");
    }

    public String namespace() {
        return text("namespace");
    }

    public String uid() {
        return text("uid");
    }

    public String resourceVersion() {
        return text("resourceVersion");
    }

    public boolean isDeleting() {
        return !text("deletionTimestamp").isEmpty();
    }

    public List<String> finalizers() {
        return Nodes.texts(object.path("metadata").path("finalizers"));
    }

    public void finalizers(List<String> finalizers) {
        if (finalizers.isEmpty()) {
            node().remove("finalizers");
        } else {
            ArrayNode array = node().putArray("finalizers");
            finalizers.forEach(array::add);
        }
    }

    public Stream<JsonNode> owners() {
        return Nodes.elements(object.path("metadata").path("ownerReferences"));
    }

    public boolean isOwnedBy(String uid) {
        return owners().anyMatch(owner -> owner.path("uid").asText().equals(uid));
    }

    public long generation() {
        return object.path("metadata").path("generation").asLong(0);
    }
}
