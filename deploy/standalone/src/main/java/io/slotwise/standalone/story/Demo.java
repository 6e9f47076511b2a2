package io.slotwise.standalone.story;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The cluster of the story, as a person with kubectl sees it. */
public final class Demo {
    private final Resource<RedisCluster> resource;
    private final ClusterKey key;

    private Demo(Resource<RedisCluster> resource, ClusterKey key) {
        this.resource = resource;
        this.key = key;
    }

    /**
     * Applies a manifest that holds one {@code RedisCluster}, as it stands there.
     *
     * @throws IllegalStateException with a sentence when it does not, or when the API refuses it
     */
    public static Demo apply(KubernetesClient kubernetes, InputStream manifest) {
        GenericKubernetesResource made = create(kubernetes, read(manifest));
        ClusterKey key = new ClusterKey(
                made.getMetadata().getNamespace(), made.getMetadata().getName());
        return new Demo(
                kubernetes
                        .resources(RedisCluster.class)
                        .inNamespace(key.namespace())
                        .withName(key.name()),
                key);
    }

    private static GenericKubernetesResource read(InputStream manifest) {
        try {
            GenericKubernetesResource wanted = Serialization.unmarshal(manifest, GenericKubernetesResource.class);
            if (RedisCluster.class.getSimpleName().equals(wanted.getKind())
                    && wanted.getMetadata().getName() != null) {
                return wanted;
            }
        } catch (RuntimeException e) {
            throw new IllegalStateException("the manifest is not the YAML of one RedisCluster", e);
        }
        throw new IllegalStateException("the manifest is not that of a RedisCluster with a name");
    }

    private static GenericKubernetesResource create(KubernetesClient kubernetes, GenericKubernetesResource wanted) {
        try {
            return kubernetes
                    .resource(wanted)
                    .inNamespace(Objects.requireNonNullElse(wanted.getMetadata().getNamespace(), "default"))
                    .create();
        } catch (KubernetesClientException e) {
            // Without the cause, whose message says all of it again.
            throw new IllegalStateException("the manifest is refused: "
                    + (e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage()));
        }
    }

    public ClusterKey key() {
        return key;
    }

    public RedisCluster now() {
        return resource.require();
    }

    /**
     * Waits until the cluster is as wanted, nothing is under way and the next standby is there.
     *
     * @throws StoryFailure with what was seen last, when that takes longer than {@code limit}
     */
    public RedisCluster awaitSettled(String what, Predicate<RedisCluster> wanted, Duration limit) {
        try {
            return resource.waitUntilCondition(
                    cluster -> cluster != null && settled(cluster) && wanted.test(cluster),
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (KubernetesClientTimeoutException e) {
            throw new StoryFailure(what + " did not come within " + limit.toSeconds() + " s; "
                    + now().statusOrNew().condition("Ready").map(Demo::words).orElse("it has no status yet"));
        }
    }

    private static String words(Condition ready) {
        return "Ready is " + ready.getStatus() + " (" + ready.getReason() + "): " + ready.getMessage();
    }

    /** Ready is true only when nothing is under way and nothing is left to do. */
    private static boolean settled(RedisCluster cluster) {
        RedisClusterStatus status = cluster.statusOrNew();
        return status.observedGeneration() == cluster.getMetadata().getGeneration()
                && status.currentMasters() == cluster.getSpec().masters()
                && status.condition("Ready")
                        .filter(ready -> ready.getStatus().equals("True"))
                        .isPresent();
    }
}
