package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The ConfigMaps and Secrets of one namespace, as bytes by key, and tokens of its service accounts. */
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

    /** A token of the pod's service account, good for as long as the pod is there. */
    String token(Pod pod, ServiceAccountTokenProjection projection) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(projection.getExpirationSeconds())
                .withAudiences(Stream.ofNullable(projection.getAudience()).toList())
                .withNewBoundObjectRef(
                        "v1",
                        "Pod",
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid())
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(Optional.ofNullable(pod.getSpec().getServiceAccountName())
                        .orElse("default"))
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private static void decode(Map<String, String> data, Map<String, byte[]> entries) {
        data.forEach((key, value) -> entries.put(key, Base64.getDecoder().decode(value)));
    }
}
