package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container's environment variables.
 *
 * @param references where values come from
 * @param podIp the pod's address
 */
record Environment(References references, String podIp) {
    /** What of this machine's own environment a process may see: enough to find programs and temporary files. */
    private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ");

    Map<String, String> of(Pod pod, Container container) throws NotStartable {
        Map<String, String> values = new LinkedHashMap<>();
        INHERITED.forEach(name -> Optional.ofNullable(System.getenv(name)).ifPresent(value -> values.put(name, value)));
        values.put("HOSTNAME", pod.getMetadata().getName());
        for (EnvFromSource source : container.getEnvFrom()) {
            values.putAll(all(source));
        }
        for (EnvVar variable : container.getEnv()) {
            Optional<String> value = variable.getValueFrom() == null
                    ? Optional.of(Variables.expand(
                            Optional.ofNullable(variable.getValue()).orElse(""), values))
                    : referenced(pod, variable.getValueFrom());
            value.ifPresent(text -> values.put(variable.getName(), text));
        }
        return values;
    }

    private Map<String, String> all(EnvFromSource source) throws NotStartable {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        if (source.getConfigMapRef() != null) {
            entries.putAll(present(
                    references.configMap(source.getConfigMapRef().getName()),
                    source.getConfigMapRef().getOptional(),
                    "configmap",
                    source.getConfigMapRef().getName()));
        }
        if (source.getSecretRef() != null) {
            entries.putAll(present(
                    references.secret(source.getSecretRef().getName()),
                    source.getSecretRef().getOptional(),
                    "secret",
                    source.getSecretRef().getName()));
        }
        String prefix = Optional.ofNullable(source.getPrefix()).orElse("");
        Map<String, String> values = new LinkedHashMap<>();
        entries.forEach((key, bytes) -> values.put(prefix + key, new String(bytes, StandardCharsets.UTF_8)));
        return values;
    }

    private static Map<String, byte[]> present(
            Optional<Map<String, byte[]>> entries,
            @org.jspecify.annotations.Nullable Boolean optional,
            String kind,
            String name)
            throws NotStartable {
        if (entries.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw NotStartable.config(kind + " \"" + name + "\" not found");
        }
        return entries.orElseGet(Map::of);
    }

    private Optional<String> referenced(Pod pod, EnvVarSource source) throws NotStartable {
        if (source.getFieldRef() != null) {
            return Optional.of(PodFields.value(pod, podIp, source.getFieldRef().getFieldPath()));
        }
        if (source.getSecretKeyRef() != null) {
            var reference = source.getSecretKeyRef();
            return entry(
                    present(
                            references.secret(reference.getName()),
                            reference.getOptional(),
                            "secret",
                            reference.getName()),
                    reference.getKey(),
                    reference.getOptional(),
                    "secret " + reference.getName());
        }
        if (source.getConfigMapKeyRef() != null) {
            var reference = source.getConfigMapKeyRef();
            return entry(
                    present(
                            references.configMap(reference.getName()),
                            reference.getOptional(),
                            "configmap",
                            reference.getName()),
                    reference.getKey(),
                    reference.getOptional(),
                    "configmap " + reference.getName());
        }
        throw NotStartable.config("a variable's source is of a kind that the embedded node does not know");
    }

    private static Optional<String> entry(
            Map<String, byte[]> entries, String key, @org.jspecify.annotations.Nullable Boolean optional, String where)
            throws NotStartable {
        byte[] bytes = entries.get(key);
        if (bytes == null && !Boolean.TRUE.equals(optional)) {
            throw NotStartable.config("couldn't find key " + key + " in " + where);
        }
        return Optional.ofNullable(bytes).map(found -> new String(found, StandardCharsets.UTF_8));
    }
}
