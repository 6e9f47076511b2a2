package io.slotwise.job.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings of nodes as they are now, by pod and by name. A node that does not let one look has none.
 *
 * @param byPod values by name
 */
public record Settings(Map<String, Map<String, String>> byPod) {
    public static final Settings UNKNOWN = new Settings(Map.of());

    /** Those that must be the same everywhere; tools that move slots are known to leave the first one changed. */
    public static final List<String> NAMES = List.of(
            "cluster-require-full-coverage", "cluster-allow-replica-migration", "cluster-allow-reads-when-down");

    public Settings {
        byPod = Map.copyOf(byPod);
    }

    /** Sentences about settings that are not the same on all nodes. */
    Stream<String> differences() {
        return NAMES.stream()
                .filter(name -> valuesOf(name).size() > 1)
                .map(name -> name + " differs: "
                        + valuesOf(name).entrySet().stream()
                                .map(entry -> entry.getKey() + " on " + String.join(", ", entry.getValue()))
                                .collect(Collectors.joining("; ")));
    }

    /** Pods by value. */
    private Map<String, List<String>> valuesOf(String name) {
        Map<String, List<String>> pods = new TreeMap<>();
        new TreeMap<>(byPod).forEach((pod, values) -> {
            if (values.containsKey(name)) {
                pods.computeIfAbsent(String.valueOf(values.get(name)), value -> new java.util.ArrayList<>())
                        .add(pod);
            }
        });
        return pods;
    }
}
