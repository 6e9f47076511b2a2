package io.slotwise.standalone.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.slotwise.model.crd.RedisCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chart, installed, changed and taken away by Helm. */
class ReleaseTest {
    private static final String NAME = "trial";
    private static final String NAMESPACE = "trial-of-the-chart";

    @Test
    void helmInstallsItUpgradesItAndLeavesOnlyWhatHoldsClusters() {
        Optional<Path> cluster =
                Optional.ofNullable(System.getProperty("e2e.kubeconfig")).map(Path::of);
        assumeTrue(
                cluster.isPresent(),
                "Helm keeps releases as protobuf, which the embedded API does not read: name a cluster without"
                        + " Slotwise with -De2e.kubeconfig=FILE");
        Path kubeconfig = cluster.orElseThrow();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build()) {
            Release installed = Helm.install(Chart.DIRECTORY.toString())
                    .withKubeConfig(kubeconfig)
                    .withName(NAME)
                    .withNamespace(NAMESPACE)
                    .createNamespace()
                    .call();
            assertThat(installed.getStatus()).isEqualTo("deployed");
            assertThat(replicas(client)).containsExactly(2);

            Release changed = Helm.upgrade(Chart.DIRECTORY.toString())
                    .withKubeConfig(kubeconfig)
                    .withName(NAME)
                    .withNamespace(NAMESPACE)
                    .set("reconciler.replicas", 3)
                    .call();
            assertThat(changed.getRevision()).isEqualTo("2");
            assertThat(replicas(client)).containsExactly(3);

            Helm.uninstall(NAME)
                    .withKubeConfig(kubeconfig)
                    .withNamespace(NAMESPACE)
                    .call();
            assertThat(replicas(client)).isEmpty();
            assertThat(client.apiextensions()
                            .v1()
                            .customResourceDefinitions()
                            .withName(CustomResource.getCRDName(RedisCluster.class))
                            .get())
                    .as("the kind stays, and with it every cluster")
                    .isNotNull();
        }
    }

    private static List<Integer> replicas(KubernetesClient client) {
        return client
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/component", "reconciler")
                .list()
                .getItems()
                .stream()
                .map(Deployment::getSpec)
                .map(spec -> Objects.requireNonNull(spec.getReplicas()))
                .toList();
    }
}
