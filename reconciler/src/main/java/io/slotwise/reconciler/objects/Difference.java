package io.slotwise.reconciler.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether an object is as it should be: all that is wanted is there, whatever the server or others added. What cannot be
 * changed afterwards, and the StatefulSet's size, which follows the plan, are left alone.
 */
public final class Difference {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String TEMPLATE = "/spec/template";
    private static final Map<String, List<String>> LEFT_ALONE = Map.of(
            "StatefulSet",
            List.of("replicas", "volumeClaimTemplates", "serviceName", "selector", "podManagementPolicy"),
            "Service",
            List.of("clusterIP"),
            "PodDisruptionBudget",
            List.of("selector"));

    /** What a server that does not know it yet leaves away. */
    private static final List<String> NOT_COMPARED = List.of("persistentVolumeClaimRetentionPolicy");

    /** Names the annotations that the spec asks for on a service, where others put theirs too; commas between. */
    static final String ASKED_FOR = "slotwise.io/annotations";

    private Difference() {}

    public static boolean between(HasMetadata wanted, HasMetadata present) {
        ObjectNode all = changeable(wanted);
        if (all.path("spec") instanceof ObjectNode spec) {
            spec.remove(NOT_COMPARED);
        }
        return !contains(json(present), all) || !outdated(wanted, present).isEmpty();
    }

    /**
     * The wanted object as a merge patch of the very one that is there. Annotations that are no longer asked for go, and so
     * does all of a pod template that is not wanted; the server puts its defaults back.
     */
    public static String patch(HasMetadata wanted, HasMetadata present) {
        ObjectNode patch = changeable(wanted);
        ObjectNode metadata = patch.withObjectProperty("metadata");
        metadata.put("resourceVersion", present.getMetadata().getResourceVersion());
        outdated(wanted, present)
                .forEach(name -> metadata.withObjectProperty("annotations").putNull(name));
        if (patch.at(TEMPLATE) instanceof ObjectNode template) {
            clear(template, json(present).at(TEMPLATE));
        }
        return SERIALIZATION.asJson(patch);
    }

    private static Set<String> outdated(HasMetadata wanted, HasMetadata present) {
        String marked = annotations(present).get(ASKED_FOR);
        Set<String> names = new TreeSet<>();
        if (marked != null) {
            names.add(ASKED_FOR);
            names.addAll(List.of(marked.split(",")));
        }
        names.removeAll(annotations(wanted).keySet());
        return names;
    }

    private static Map<String, String> annotations(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
    }

    private static void clear(ObjectNode wanted, JsonNode present) {
        present.properties().forEach(field -> {
            if (!wanted.has(field.getKey())) {
                wanted.putNull(field.getKey());
            } else if (wanted.get(field.getKey()) instanceof ObjectNode part) {
                clear(part, field.getValue());
            }
        });
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
