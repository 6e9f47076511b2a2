package io.slotwise.bench.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.objects.Blueprint;
import io.slotwise.reconciler.objects.LiveConfiguration;
import io.slotwise.reconciler.spec.Settings;
import io.slotwise.reconciler.spec.SpecReading;
import java.util.List;
import java.util.Optional;

/** Makes more clusters like a formed one: the objects that the reconciler would make, and the status that it wrote. */
final class Copies {
    private final KubernetesClient client;
    private final RedisCluster original;

    Copies(KubernetesClient client, Paper formed) {
        this.client = client;
        this.original = client.resources(RedisCluster.class)
                .inNamespace(Paper.NAMESPACE)
                .withName(formed.name())
                .require();
    }

    void make(Paper copy, PaperAgent agent) {
        client.resource(Serialization.unmarshal(copy.manifest(), GenericKubernetesResource.class))
                .create();
        RedisCluster cluster = client.resources(RedisCluster.class)
                .inNamespace(Paper.NAMESPACE)
                .withName(copy.name())
                .require();
        Settings settings = ((SpecReading.Accepted) SpecReading.of(cluster)).settings();
        List<HasMetadata> objects = Blueprint.of(cluster, settings, Optional.empty(), Optional.empty(), Paper.PODS);
        for (HasMetadata object : objects) {
            if (object instanceof StatefulSet set) {
                agent.fill(set);
            }
            client.resource(object).create();
        }
        RedisCluster formed = Serialization.unmarshal(
                Serialization.asJson(original)
                        .replace(original.getMetadata().getName(), copy.name())
                        .replace(original.statusOrNew().configuration(), LiveConfiguration.identity(objects, "")),
                RedisCluster.class);
        formed.setMetadata(cluster.getMetadata());
        client.resource(formed).patchStatus();
    }
}
