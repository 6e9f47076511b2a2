package io.slotwise.embedded.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slotwise.embedded.kube.Kubectl.Outcome;
import io.slotwise.model.crd.RedisCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisClusterTest {
    private final EmbeddedApi api = EmbeddedApi.start();
    private final KubernetesClient client = api.client();

    @BeforeAll
    void definesTheKind() {
        client.load(RedisCluster.class.getResourceAsStream("crd-redisclusters.yaml"))
                .create();
    }

    @AfterEach
    void cleans() {
        client.resources(RedisCluster.class).delete();
    }

    @AfterAll
    void closes() {
        api.close();
    }

    private static String manifest(String more) {
        return """
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: cache, namespace: default}
                spec:
                  autoScaleEnabled: true
                  cpuThreshold: 70
                %s
                """.formatted(more.indent(2));
    }

    @Test
    void theShortestManifestGetsItsDefaults() {
        client.resource(manifest("masters: 3")).create();
        RedisCluster cluster =
                client.resources(RedisCluster.class).withName("cache").get();
        assertThat(cluster.getSpec()).isNotNull();
        assertThat(client.resource(cluster).get().getMetadata().getGeneration()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "masters: 2 | masters must be at least minMasters: raise masters or lower minMasters",
                "{masters: 3, cpuThresholdLow: 80} | cpuThreshold must exceed cpuThresholdLow",
                "{masters: 3, existingCluster: true} | existingCluster needs podSelector",
                "{masters: 3, scaleCooldownSeconds: 5} | spec.scaleCooldownSeconds in body should be greater than or equal"
                        + " to 30",
                "replicasPerMaster: 1 | spec.masters: Required value"
            })
    void aManifestThatCannotWorkIsRefused(String fields, String sentence) {
        String lines = fields.replace("{", "").replace("}", "").replace(", ", "\n");
        assertThatThrownBy(() -> client.resource(manifest(lines)).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422))
                .hasMessageContaining(sentence);
    }

    @Test
    void kubectlShowsTheColumnsThatUsersKnow(@TempDir Path home) throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Kubectl.isInstalled(), "skipped: there is no kubectl on this system's PATH");
        Kubectl kubectl = new Kubectl(home, api);
        kubectl.runWithInput(manifest("masters: 3"), "apply", "-f", "-");
        Outcome outcome = kubectl.run("get", "rediscluster");
        assertThat(outcome.output().lines().findFirst())
                .hasValueSatisfying(heading -> assertThat(heading).matches("NAME +MASTERS +CURRENT +RESHARDING +AGE"));
    }
}
