package io.slotwise.reconciler.spec;

import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that someone else deployed, as a spec points at it.
 *
 * @param podSelector labels of its pods, at least one
 * @param serviceName the service that says where Redis listens
 * @param statefulSet whose pods they are
 * @param scaling who scales that StatefulSet
 */
public record Adoption(SortedMap<String, String> podSelector, String serviceName, String statefulSet, Scaling scaling) {
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9.-]+/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]*");

    /** Who changes the number of pods. */
    public enum Scaling {
        OURS,
        THEIRS
    }

    /** Empty for a cluster of our own, and for a spec that points at nothing. */
    public static Optional<Adoption> of(RedisCluster cluster) {
        RedisClusterSpec spec = cluster.getSpec();
        if (!spec.existingCluster() || problem(spec).isPresent()) {
            return Optional.empty();
        }
        String service = text(spec.serviceName());
        String set = text(spec.statefulSetName());
        return Optional.of(new Adoption(
                new TreeMap<>(spec.podSelector()),
                service,
                set.isEmpty() ? cluster.getMetadata().getName() : set,
                spec.manageStatefulSet() ? Scaling.OURS : Scaling.THEIRS));
    }

    /** Why the spec of an adopted cluster points at nothing. */
    static Optional<String> problem(RedisClusterSpec spec) {
        if (spec.podSelector().isEmpty()) {
            return Optional.of(
                    "existingCluster is true and podSelector is empty: add the labels that the cluster's pods carry");
        }
        if (text(spec.serviceName()).isEmpty()) {
            return Optional.of(
                    "existingCluster is true and serviceName is empty: add the name of the cluster's service");
        }
        return spec.podSelector().entrySet().stream()
                .filter((Map.Entry<String, String> label) ->
                        !KEY.matcher(label.getKey()).matches()
                                || !VALUE.matcher(label.getValue()).matches())
                .map((Map.Entry<String, String> label) -> "podSelector " + label.getKey() + ": '" + label.getValue()
                        + "' is no label of Kubernetes: correct it")
                .sorted()
                .findFirst()
                .or(() -> Stream.of(
                                Map.entry("serviceName", text(spec.serviceName())),
                                Map.entry("statefulSetName", text(spec.statefulSetName())))
                        .filter((Map.Entry<String, String> name) ->
                                !NAME.matcher(name.getValue()).matches())
                        .map((Map.Entry<String, String> name) -> name.getKey() + " '" + name.getValue()
                                + "' is no name that an object can have: correct it")
                        .findFirst());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.trim();
    }

    /** The selector as one writes it: {@code a=b,c=d}. */
    public String selector() {
        return podSelector.entrySet().stream()
                .map((Map.Entry<String, String> label) -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
