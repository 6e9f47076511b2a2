package io.slotwise.standalone.story;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
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

    /** Applies a manifest that holds one {@code RedisCluster}. */
    public static Demo apply(KubernetesClient kubernetes, InputStream manifest) {
        RedisCluster wanted =
                kubernetes.resources(RedisCluster.class).load(manifest).item();
        RedisCluster made = kubernetes
                .resources(RedisCluster.class)
                .inNamespace(Objects.requireNonNullElse(wanted.getMetadata().getNamespace(), "default"))
                .resource(wanted)
                .create();
        return new Demo(
                kubernetes
                        .resources(RedisCluster.class)
                        .inNamespace(made.getMetadata().getNamespace())
                        .withName(made.getMetadata().getName()),
                made.key());
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
