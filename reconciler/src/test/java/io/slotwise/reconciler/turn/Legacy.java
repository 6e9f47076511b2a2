package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.reconciler.world.FakeAgent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cluster of somebody else's chart: other labels, another port, its own service. */
record Legacy(KubernetesClient client, String name) {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    String spec(String more) {
        return """
                {masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5, existingCluster: true,
                 podSelector: {release: %s}, serviceName: %s-nodes, statefulSetName: %s%s}
                """.formatted(name, name, name, more);
    }

    void install(int pods) {
        client.load(new java.io.ByteArrayInputStream("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: NAME-nodes, namespace: default, labels: {release: NAME}}
                        spec:
                          clusterIP: None
                          selector: {release: NAME}
                          ports:
                          - {name: tcp-bus, port: 17000, targetPort: bus}
                          - {name: tcp-redis, port: 6379, targetPort: redis}
                        ---
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: NAME, namespace: default, labels: {release: NAME, tier: cache}}
                        spec:
                          replicas: PODS
                          serviceName: NAME-nodes
                          selector: {matchLabels: {release: NAME}}
                          template:
                            metadata: {labels: {release: NAME, tier: cache}}
                            spec:
                              containers:
                              - name: server
                                image: registry.example/redis:6.2
                                ports: [{name: redis, containerPort: 7000}, {name: bus, containerPort: 17000}]
                        """.replace("NAME", name)
                        .replace("PODS", Integer.toString(pods))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();
    }

    /** Its pods start, and somebody makes a cluster of them. */
    void form(FakeAgent agent, int masters) {
        agent.work();
        agent.redis().form(masters);
    }

    void scale(int pods) {
        client.apps()
                .statefulSets()
                .inNamespace("default")
                .withName(name)
                .patch(MERGE, "{\"spec\":{\"replicas\":" + pods + "}}");
    }

    int size() {
        return Objects.requireNonNull(set()).getSpec().getReplicas();
    }

    @Nullable
    StatefulSet set() {
        return client.apps()
                .statefulSets()
                .inNamespace("default")
                .withName(name)
                .get();
    }

    List<Pod> pods() {
        return client.pods()
                .inNamespace("default")
                .withLabel("release", name)
                .list()
                .getItems();
    }

    /** All that is somebody else's, as text, but for the number of pods and what the server writes. */
    String asItIs() {
        StatefulSet set = Objects.requireNonNull(set());
        return Serialization.asYaml(set.getMetadata().getLabels())
                + set.getMetadata().getAnnotations()
                + set.getMetadata().getOwnerReferences()
                + Serialization.asYaml(set.getSpec().getTemplate())
                + Serialization.asYaml(client.services()
                        .inNamespace("default")
                        .withName(name + "-nodes")
                        .require());
    }
}
