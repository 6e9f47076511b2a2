package io.slotwise.reconciler.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/**
 * Whether an object is as it should be: all that is wanted is there, whatever the server or others added. What cannot be
 * changed afterwards, and the StatefulSet's size, which follows the plan, are left alone.
 */
public final class Difference {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Map<String, List<String>> LEFT_ALONE = Map.of(
            "StatefulSet",
            List.of("replicas", "volumeClaimTemplates", "serviceName", "selector", "podManagementPolicy"),
            "Service",
            List.of("clusterIP"),
            "PodDisruptionBudget",
            List.of("selector"));

    /** What a server that does not know it yet leaves away. */
    private static final List<String> NOT_COMPARED = List.of("persistentVolumeClaimRetentionPolicy");

    private Difference() {}

    public static boolean between(HasMetadata wanted, HasMetadata present) {
        ObjectNode all = changeable(wanted);
        if (all.path("spec") instanceof ObjectNode spec) {
            spec.remove(NOT_COMPARED);
        }
        return !contains(json(present), all);
    }

    /** The wanted object as a merge patch of that version of the one that is there. */
    public static String patch(HasMetadata wanted, String version) {
        ObjectNode patch = changeable(wanted);
        patch.withObject("/metadata").put("resourceVersion", version);
        return SERIALIZATION.asJson(patch);
    }

    private static ObjectNode changeable(HasMetadata wanted) {
        ObjectNode all = json(wanted);
        if (all.path("spec") instanceof ObjectNode spec) {
            spec.remove(LEFT_ALONE.getOrDefault(wanted.getKind(), List.of()));
        }
        return all;
    }

    private static ObjectNode json(HasMetadata object) {
        return SERIALIZATION.convertValue(object, ObjectNode.class);
    }

    private static boolean contains(JsonNode present, JsonNode wanted) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(field -> contains(present.path(field.getKey()), field.getValue()));
        }
        if (wanted.isArray()) {
            return present.size() == wanted.size() && containsEach(present, wanted);
        }
        return present.asText().equals(wanted.asText());
    }

    private static boolean containsEach(JsonNode present, JsonNode wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!contains(present.path(i), wanted.path(i))) {
                return false;
            }
        }
        return true;
    }
}
