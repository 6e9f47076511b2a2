package io.slotwise.standalone.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Policy;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.spec.SpecReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules that a person puts on trial: a manifest, an object in Kubernetes, or those of the recording. */
final class PolicySource {
    private static final String RECORDED = "CR";
    private static final String KUBERNETES = "kube:";
    private static final Pattern NAMESPACE_AND_NAME = Pattern.compile("[a-z0-9-]+/[a-z0-9.-]+");

    private PolicySource() {}

    /**
     * Reads the rules; empty when they are those that the history was recorded under.
     *
     * @param text a file; {@code NAMESPACE/NAME} of an object in Kubernetes, with {@code kube:} before it where a file has
     *     that name; or {@code CR}
     * @throws IllegalArgumentException with a sentence when there are none
     */
    static Optional<Policy> read(String text) {
        if (text.equals(RECORDED)) {
            return Optional.empty();
        }
        boolean named = text.startsWith(KUBERNETES)
                || (NAMESPACE_AND_NAME.matcher(text).matches() && !Files.exists(Path.of(text)));
        return Optional.of(
                named
                        ? policy(text, fromKubernetes(ClusterKey.parse(text.replaceFirst("^" + KUBERNETES, ""))))
                        : policy(text, fromFile(Path.of(text))));
    }

    static boolean isRecorded(String text) {
        return text.equals(RECORDED);
    }

    private static RedisCluster fromFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the policy's file " + file, e);
        }
        try {
            RedisCluster cluster = Serialization.unmarshal(text, RedisCluster.class);
            if (cluster != null && cluster.getSpec() != null && RedisCluster.KIND.equals(cluster.getKind())) {
                return cluster;
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + " is not the YAML of one RedisCluster", e);
        }
        throw new IllegalArgumentException(file + " is not the manifest of a RedisCluster with a spec");
    }

    private static RedisCluster fromKubernetes(ClusterKey key) {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            RedisCluster found = client.resources(RedisCluster.class)
                    .inNamespace(key.namespace())
                    .withName(key.name())
                    .get();
            if (found == null) {
                throw new IllegalArgumentException("Kubernetes has no RedisCluster " + key);
            }
            return found;
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException("Kubernetes cannot be asked for the RedisCluster " + key, e);
        }
    }

    private static Policy policy(String source, RedisCluster cluster) {
        // A manifest may leave out what the API server would fill in.
        cluster.getMetadata()
                .setNamespace(Objects.requireNonNullElse(cluster.getMetadata().getNamespace(), "default"));
        cluster.getMetadata()
                .setName(Objects.requireNonNullElse(cluster.getMetadata().getName(), "unnamed"));
        cluster.getMetadata()
                .setGeneration(Objects.requireNonNullElse(cluster.getMetadata().getGeneration(), 1L));
        SpecReading reading = SpecReading.of(cluster);
        if (reading instanceof SpecReading.Refused refused) {
            throw new IllegalArgumentException(source + ": " + refused.sentence());
        }
        return ((SpecReading.Accepted) reading).settings().policy();
    }
}
