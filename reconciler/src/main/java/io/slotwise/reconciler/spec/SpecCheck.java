package io.slotwise.reconciler.spec;

import io.slotwise.model.crd.OwnSettings;
import io.slotwise.model.crd.PodSettings;
import io.slotwise.model.crd.RedisClusterSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of the CRD once more, and those that it cannot state, each as a sentence that says what to change. */
final class SpecCheck {
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern QUANTITY = Pattern.compile("[0-9]+(\\.[0-9]+)?([kMGTPE]|[KMGTPE]i)?");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9-]*");

    private static final List<Function<RedisClusterSpec, Optional<String>>> CHECKS = List.of(
            SpecCheck::adoption,
            spec -> range("minMasters", RedisClusterSpec.LEAST_MASTERS, Integer.MAX_VALUE, spec.minMasters()),
            SpecCheck::masters,
            spec -> range("replicasPerMaster", 0, Integer.MAX_VALUE, spec.replicasPerMaster()),
            spec -> thresholds("cpuThreshold", spec.cpuThreshold(), spec.cpuThresholdLow()),
            spec -> thresholds("memoryThreshold", spec.memoryThreshold(), spec.memoryThresholdLow()),
            spec -> range("reshardTimeoutSeconds", 60, 3600, spec.reshardTimeoutSeconds()),
            spec -> range("scaleCooldownSeconds", 30, 3600, spec.scaleCooldownSeconds()),
            spec -> range("metricsQueryInterval", 5, 300, spec.metricsQueryInterval()),
            SpecCheck::version,
            SpecCheck::prometheus,
            SpecCheck::memory,
            SpecCheck::volume,
            SpecCheck::redisConfig,
            SpecCheck::networkPolicy);

    private SpecCheck() {}

    static Optional<String> firstProblem(RedisClusterSpec spec) {
        return CHECKS.stream().flatMap(check -> check.apply(spec).stream()).findFirst();
    }

    private static Optional<String> adoption(RedisClusterSpec spec) {
        return spec.existingCluster()
                ? Adoption.problem(spec).or(() -> ownersOwn(spec).findFirst().map(SpecCheck::notOurs))
                : Optional.empty();
    }

    /** What somebody else's template, ConfigMap and services say already. */
    private static Stream<String> ownersOwn(RedisClusterSpec spec) {
        boolean ownPod = spec.pod() != null
                && !PodSettings.pulling(spec.pod().imagePullSecrets()).equals(spec.pod());
        return Stream.of(
                        asked("storage", spec.storage() != null),
                        asked("persistence", spec.persistence() != null),
                        asked("preset", spec.preset() != null),
                        asked("maxmemory", spec.maxmemory() != null),
                        asked("maxmemoryPolicy", spec.maxmemoryPolicy() != null),
                        asked("redisConfig", !spec.redisConfig().isEmpty()),
                        asked("service", spec.service() != null),
                        asked("networkPolicy", spec.networkPolicy() != null),
                        asked("pod, but for imagePullSecrets,", ownPod))
                .flatMap(Optional::stream);
    }

    private static Optional<String> asked(String field, boolean isThere) {
        return isThere ? Optional.of(field) : Optional.empty();
    }

    private static String notOurs(String field) {
        return "existingCluster is true, and " + field + " is for whoever deployed the cluster to say: leave it out";
    }

    private static Optional<String> masters(RedisClusterSpec spec) {
        int most = spec.ceiling().orElse(Integer.MAX_VALUE);
        return when(
                        spec.masters() < spec.minMasters(),
                        "masters is " + spec.masters() + " and minMasters is " + spec.minMasters()
                                + ": raise masters or lower minMasters")
                .or(() -> when(
                        spec.masters() > most,
                        "masters is " + spec.masters() + " and maxMasters is " + most
                                + ": lower masters or raise maxMasters"));
    }

    private static Optional<String> thresholds(String name, int high, int low) {
        return range(name, 1, 100, high)
                .or(() -> range(name + "Low", 1, 100, low))
                .or(() -> when(
                        low >= high,
                        name + " is " + high + " and " + name + "Low is " + low
                                + ": the first must exceed the second"));
    }

    private static Optional<String> version(RedisClusterSpec spec) {
        return when(
                !VERSION.matcher(spec.redisVersion()).matches(),
                "redisVersion '" + spec.redisVersion() + "' is no image tag: write one such as 7.2");
    }

    private static Optional<String> prometheus(RedisClusterSpec spec) {
        String url = spec.prometheusURL();
        try {
            String scheme = String.valueOf(new URI(url).getScheme());
            return when(
                    !scheme.equals("http") && !scheme.equals("https"),
                    "prometheusURL '" + url + "' must begin with http:// or https://");
        } catch (URISyntaxException e) {
            return Optional.of("prometheusURL '" + url + "' is no URL: " + e.getReason());
        }
    }

    private static Optional<String> memory(RedisClusterSpec spec) {
        try {
            boolean needsLimit = String.valueOf(spec.maxmemory()).endsWith("%");
            MemoryBound.bytes(spec);
            return when(
                    needsLimit && MemoryBound.limit(spec).isEmpty(),
                    "maxmemory is '" + spec.maxmemory()
                            + "' of pod.resources.limits.memory, which is not there: add it or give bytes");
        } catch (IllegalArgumentException e) {
            return Optional.of("maxmemory '" + spec.maxmemory()
                    + "' is no number of bytes and no percentage: write one such as 2Gi or 70%");
        }
    }

    private static Optional<String> volume(RedisClusterSpec spec) {
        return spec.volume()
                .flatMap(volume -> when(
                        !QUANTITY.matcher(volume.size()).matches(),
                        "storage.size '" + volume.size() + "' is no quantity: write one such as 10Gi"));
    }

    private static Optional<String> redisConfig(RedisClusterSpec spec) {
        Stream<Optional<String>> problems = spec.redisConfig().entrySet().stream()
                .map(setting -> when(
                                OwnSettings.names().contains(setting.getKey()),
                                "redisConfig sets " + setting.getKey()
                                        + ", which is what the cluster stands on: leave it out")
                        .or(() -> when(
                                !SETTING.matcher(setting.getKey()).matches()
                                        || setting.getValue().lines().count() > 1
                                        || setting.getValue().isBlank(),
                                "redisConfig " + setting.getKey() + " is no setting with a value on one line")));
        return problems.flatMap(Optional::stream).sorted().findFirst();
    }

    private static Optional<String> networkPolicy(RedisClusterSpec spec) {
        return Optional.ofNullable(spec.networkPolicy())
                .flatMap(access -> access.allowedNamespaces().stream()
                        .filter(name -> !NAMESPACE.matcher(name).matches())
                        .map(name -> "networkPolicy allows namespace '" + name
                                + "', which is no name that a namespace can have: correct it")
                        .findFirst());
    }

    private static Optional<String> range(String name, int least, int most, int value) {
        return when(
                value < least || value > most,
                name + " is " + value + " and must be "
                        + (most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most));
    }

    private static Optional<String> when(boolean broken, String sentence) {
        return broken ? Optional.of(sentence) : Optional.empty();
    }
}
