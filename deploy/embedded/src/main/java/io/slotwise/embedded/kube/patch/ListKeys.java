package io.slotwise.embedded.kube.patch;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** By which field the elements of Kubernetes' own lists are told apart when lists are merged. */
final class ListKeys {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("secrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("conditions", "type"),
            Map.entry("ownerReferences", "uid"));
    private static final Set<String> SETS = Set.of("finalizers");

    private ListKeys() {}

    /**
     * The merge key of the list in that field, or empty when lists there are replaced as a whole.
     *
     * @param parent the field that holds the object with the list; ports of services and containers differ
     */
    static Optional<String> of(String parent, String field) {
        if (field.equals("ports")) {
            return Optional.of(parent.equals("spec") ? "port" : "containerPort");
        }
        return Optional.ofNullable(KEYS.get(field));
    }

    /** Whether the list in that field is a set of texts that are added up. */
    static boolean isSet(String field) {
        return SETS.contains(field);
    }
}
