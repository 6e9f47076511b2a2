package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ConfigMaps and Secrets of one namespace, as bytes by key. */
record References(KubernetesClient client, String namespace) {
    /** Empty when there is no such ConfigMap. */
    Optional<Map<String, byte[]>> configMap(String name) {
        ConfigMap map =
                client.configMaps().inNamespace(namespace).withName(name).get();
        if (map == null) {
            return Optional.empty();
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Optional.ofNullable(map.getData())
                .ifPresent(
                        data -> data.forEach((key, value) -> entries.put(key, value.getBytes(StandardCharsets.UTF_8))));
        Optional.ofNullable(map.getBinaryData()).ifPresent(data -> decode(data, entries));
        return Optional.of(entries);
    }

    /** Empty when there is no such Secret. */
    Optional<Map<String, byte[]>> secret(String name) {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return Optional.empty();
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Optional.ofNullable(secret.getData()).ifPresent(data -> decode(data, entries));
        return Optional.of(entries);
    }

    private static void decode(Map<String, String> data, Map<String, byte[]> entries) {
        data.forEach((key, value) -> entries.put(key, Base64.getDecoder().decode(value)));
    }
}
