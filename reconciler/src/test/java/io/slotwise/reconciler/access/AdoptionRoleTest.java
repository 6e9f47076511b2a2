package io.slotwise.reconciler.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.kube.ApiLook;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is asked for in a cluster of somebody else's is what the deployed role grants. */
class AdoptionRoleTest {
    private static final Path FOR_ALL = Path.of("../deploy/manifests/reconciler-rbac.yaml");

    @Test
    void anAdoptedClusterIsSeenAndScaledByTheSameRights() throws IOException {
        try (EmbeddedApi api = RedisClusterApi.start();
                GuardedApi guarded = GuardedApi.start(api.url(), Grants.in(FOR_ALL)::allow);
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(Config.empty())
                                .withMasterUrl(guarded.url())
                                .build())
                        .build()) {
            deploy(api.client());

            Look look =
                    new ApiLook(client).at(new ClusterKey("default", "shop")).orElseThrow();
            assertThat(look.pods()).hasSize(1);
            assertThat(look.service("legacy-nodes")).isPresent();
            StatefulSet set = look.statefulSet().orElseThrow();
            new KubeWrite.Resize(set.getMetadata(), 8).on(client);
            new KubeWrite.Label(look.pods().get(0).getMetadata(), "master").on(client);

            assertThat(guarded.refused())
                    .as("asked for, but not granted by deploy/helm/slotwise/templates/reconciler-rbac.yaml")
                    .isEmpty();
            assertThat(api.client()
                            .apps()
                            .statefulSets()
                            .inNamespace("default")
                            .withName("legacy")
                            .require()
                            .getSpec()
                            .getReplicas())
                    .isEqualTo(8);
        }
    }

    private static void deploy(KubernetesClient client) {
        client.resource(Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: legacy, namespace: default}
                spec:
                  replicas: 6
                  serviceName: legacy-nodes
                  selector: {matchLabels: {release: legacy}}
                  template:
                    metadata: {labels: {release: legacy}}
                    spec: {containers: [{name: server, image: redis}]}
                """, StatefulSet.class)).create();
        client.resource(Serialization.unmarshal("""
                apiVersion: v1
                kind: Service
                metadata: {name: legacy-nodes, namespace: default}
                spec: {clusterIP: None, ports: [{port: 6379}]}
                """, Service.class)).create();
        client.resource(Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: legacy-0, namespace: default, labels: {release: legacy}}
                spec: {containers: [{name: server, image: redis}]}
                """, Pod.class)).create();
        client.resource(Serialization.unmarshal("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: shop, namespace: default}
                spec:
                  masters: 3
                  autoScaleEnabled: false
                  cpuThreshold: 70
                  existingCluster: true
                  podSelector: {release: legacy}
                  serviceName: legacy-nodes
                  statefulSetName: legacy
                """, GenericKubernetesResource.class))
                .create();
    }
}
