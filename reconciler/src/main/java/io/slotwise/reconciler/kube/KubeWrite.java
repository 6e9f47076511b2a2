package io.slotwise.reconciler.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.Difference;
import io.slotwise.reconciler.objects.Names;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/**
 * A change of an object in Kubernetes. Those that depend on what was seen carry its resource version or identity, and
 * are refused with 409 when somebody was faster.
 */
public sealed interface KubeWrite extends Write {
    PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    void on(KubernetesClient client);

    /** Makes the object, or the one that is there what it should be. */
    static KubeWrite made(HasMetadata wanted, Optional<HasMetadata> present) {
        return present.<KubeWrite>map(object -> new Correct(object, wanted)).orElseGet(() -> new Create(wanted));
    }

    /** Make an object that is not there. */
    record Create(HasMetadata object) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.resource(object).create();
        }

        /** Says nothing of what is in it. */
        @Override
        public String toString() {
            return "Create[" + object.getKind() + " " + object.getMetadata().getName() + "]";
        }
    }

    /** Make the very object that was seen what it should be. */
    record Correct(HasMetadata seen, HasMetadata object) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.resource(object).patch(MERGE, Difference.patch(object, seen));
        }

        /** Says nothing of what is in it. */
        @Override
        public String toString() {
            return "Correct[" + object.getKind() + " " + object.getMetadata().getName() + "]";
        }
    }

    /** Ask the StatefulSet for another number of pods. */
    record Resize(ObjectMeta seen, int pods) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.apps()
                    .statefulSets()
                    .inNamespace(seen.getNamespace())
                    .withName(seen.getName())
                    .patch(MERGE, MergePatch.of(seen, "spec", Map.of("replicas", pods)));
        }
    }

    /** Create a Job. */
    record Start(Job job) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.resource(job).create();
        }
    }

    /** Delete this very Job, and its pods in the background; one that is gone is gone. */
    record Delete(Job seen) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.resource(seen).lockResourceVersion().delete();
        }
    }

    /** Delete this very pod, so that it is made anew; one that changed since it was seen is looked at again. */
    record DeletePod(Pod seen) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.resource(seen).lockResourceVersion().delete();
        }
    }

    /** Delete this very object; one that changed since it was seen is looked at again. */
    record Remove(HasMetadata seen) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.resource(seen).lockResourceVersion().delete();
        }

        /** Says nothing of what is in it. */
        @Override
        public String toString() {
            return "Remove[" + seen.getKind() + " " + seen.getMetadata().getName() + "]";
        }
    }

    /** Set a pod's role. */
    record Label(ObjectMeta seen, String role) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            client.pods()
                    .inNamespace(seen.getNamespace())
                    .withName(seen.getName())
                    .patch(MERGE, MergePatch.labels(seen, Map.of(Names.ROLE_LABEL, role)));
        }
    }

    /** Write the status. */
    record Status(ObjectMeta seen, RedisClusterStatus status) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            cluster(client, seen)
                    .subresource("status")
                    .patch(MERGE, MergePatch.of(seen, "status", MergePatch.status(status)));
        }
    }

    /** Write an intent's number into the spec, together with the intent's identity. */
    record Masters(ObjectMeta seen, int masters, Map<String, String> annotations) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            cluster(client, seen).patch(MERGE, MergePatch.of(seen, annotations, "spec", Map.of("masters", masters)));
        }
    }

    /** Tell the collector how a cluster lets it in; other clusters' entries stay. */
    record Share(CollectorSecret secret, ClusterKey cluster, String value) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            String key = CollectorSecret.key(cluster);
            try {
                client.secrets()
                        .inNamespace(secret.namespace())
                        .withName(secret.name())
                        .patch(MERGE, "{\"data\":{\"" + key + "\":\"" + value + "\"}}");
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                    throw e;
                }
                create(client, key);
            }
        }

        private void create(KubernetesClient client, String key) {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withNamespace(secret.namespace())
                            .withName(secret.name())
                            .addToLabels("app.kubernetes.io/part-of", "slotwise")
                            .endMetadata()
                            .addToData(key, value)
                            .build())
                    .create();
        }

        /** Says nothing of the value. */
        @Override
        public String toString() {
            return "Share[" + secret + ", " + cluster + "]";
        }
    }

    /** Take back what the collector was told of a cluster. */
    record Unshare(CollectorSecret secret, ClusterKey cluster) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            try {
                client.secrets()
                        .inNamespace(secret.namespace())
                        .withName(secret.name())
                        .patch(MERGE, "{\"data\":{\"" + CollectorSecret.key(cluster) + "\":null}}");
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    /** Record an event; one that is recorded already stays as it is. */
    record Tell(Event event) implements KubeWrite {
        @Override
        public void on(KubernetesClient client) {
            try {
                client.resource(event).create();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        }
    }

    private static Resource<RedisCluster> cluster(KubernetesClient client, ObjectMeta seen) {
        return client.resources(RedisCluster.class)
                .inNamespace(seen.getNamespace())
                .withName(seen.getName());
    }
}
