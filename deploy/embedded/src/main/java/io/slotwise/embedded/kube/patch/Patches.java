package io.slotwise.embedded.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.store.Nodes;

/** The formats of patches, by their media types. */
public enum Patches {
    JSON("application/json-patch+json") {
        @Override
        JsonNode change(ObjectNode before, JsonNode patch) {
            if (!(patch instanceof ArrayNode operations)) {
                throw Refusal.badRequest("a JSON patch is an array of operations");
            }
            try {
                return JsonPatch.apply(operations, before);
            } catch (RuntimeException e) {
                throw Refusal.unprocessable(
                        "the server rejected our request due to an error in our request: " + e.getMessage());
            }
        }
    },
    MERGE("application/merge-patch+json") {
        @Override
        JsonNode change(ObjectNode before, JsonNode patch) {
            return MergePatch.apply(before, patch);
        }
    },
    STRATEGIC("application/strategic-merge-patch+json") {
        @Override
        JsonNode change(ObjectNode before, JsonNode patch) {
            return StrategicMerge.apply(before, Nodes.asObject(patch).orElseThrow(Patches::notAnObject));
        }
    };

    private final String mediaType;

    Patches(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * The format of that media type.
     *
     * @throws Refusal when there is none
     */
    public static Patches of(String mediaType) {
        for (Patches format : values()) {
            if (mediaType.startsWith(format.mediaType)) {
                return format;
            }
        }
        throw Refusal.unsupportedMediaType("the body of the request was in an unknown format - '" + mediaType + "'");
    }

    abstract JsonNode change(ObjectNode before, JsonNode patch);

    /**
     * The object that the patch makes of {@code before}.
     *
     * @throws Refusal when the patch does not fit
     */
    public ObjectNode apply(ObjectNode before, JsonNode patch) {
        return Nodes.asObject(change(before, patch)).orElseThrow(Patches::notAnObject);
    }

    private static Refusal notAnObject() {
        return Refusal.badRequest("the patch does not make an object");
    }
}
