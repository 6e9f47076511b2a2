package io.slotwise.embedded.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.slotwise.embedded.kube.Kubectl.Outcome;
import io.slotwise.model.crd.OwnSettings;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.ScalingSpec;
import java.nio.file.Path;
import java.util.Objects;
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
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

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
                "{masters: 3, redisVersion: 7 2} | redisVersion must be the tag of an image",
                "{masters: 3, existingCluster: true} | existingCluster needs podSelector",
                "{masters: 3, existingCluster: true, preset: cost} | existingCluster leaves settings, volumes and services",
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
    void aClusterIsEitherMadeOrAdoptedForGood() {
        client.resource(manifest("""
                masters: 3
                existingCluster: true
                podSelector: {release: legacy}
                serviceName: legacy
                """)).create();
        client.resources(RedisCluster.class).withName("cache").patch(MERGE, "{\"spec\":{\"auth\":{}}}");
        assertThatThrownBy(() -> client.resources(RedisCluster.class)
                        .withName("cache")
                        .patch(MERGE, "{\"spec\":{\"existingCluster\":false}}"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("existingCluster cannot be changed: put it back");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            strategy: clever | spec.strategy: Unsupported value
            scaling: {maxStep: 0} | spec.scaling.maxStep in body should be greater than or equal to 1
            scaling: {maxBytesPerDay: lots} | spec.scaling.maxBytesPerDay in body should match
            scaling: {excludedWindows: [{schedule: '0 8 * *', duration: 1h}]} | schedule must have the five fields of cron
            scaling: {excludedWindows: [{schedule: '0 8 * * *', duration: 1d}]} | duration must be hours and minutes
            shadow: [{name: a}, {name: a}] | shadow must name each policy once: rename the second
            shadow: [{name: a, cpuThreshold: 20}] | shadow: cpuThreshold must exceed cpuThresholdLow in each policy
            shadow: [{name: a, memoryThresholdLow: 70}] | shadow: memoryThreshold must exceed memoryThresholdLow
            shadow: [{name: a, maxMasters: 3}] | shadow: maxMasters must be at least the spec's minMasters
            """, quoteCharacter = '`')
    void scalingRulesThatCannotWorkAreRefused(String field, String sentence) {
        assertThatThrownBy(() -> client.resource(manifest("masters: 4\nminMasters: 4\n" + field))
                        .create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void settingsThatTheClusterStandsOnAreRefusedWithWhereTheyAreSaidInstead() {
        assertThat(OwnSettings.names())
                .hasSize(30)
                .allSatisfy(name -> assertThatThrownBy(() -> client.resource(
                                        manifest("masters: 3\nredisConfig: {hz: '20', " + name + ": 'x'}"))
                                .create())
                        .isInstanceOf(KubernetesClientException.class)
                        .hasMessageContaining("redisConfig must leave out")
                        .hasMessageContaining("'" + name + "'"));
        client.resource(manifest("masters: 3\nredisConfig: {hz: '20', tls-protocols: TLSv1.3}"))
                .create();
    }

    @Test
    void scalingRulesAreTakenAsTheyStand() {
        client.resource(manifest("""
                masters: 3
                strategy: threshold
                scaling: {maxBytesPerDay: 50Gi, excludedWindows: [{schedule: 0 8 * * 1-5, duration: 1h30m}]}
                shadow: [{name: calm, cpuThreshold: 85, scaling: {maxStep: 1}}]
                """)).create();
        assertThat(client.resources(RedisCluster.class).withName("cache").get().getSpec())
                .satisfies(spec -> {
                    ScalingSpec scaling = Objects.requireNonNull(spec.scaling());
                    assertThat(scaling.excludedWindows().get(0).timeZone()).isEqualTo("UTC");
                    assertThat(spec.shadow()).hasSize(1);
                });
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

        assertThat(kubectl.run("scale", "rediscluster", "cache", "--replicas", "5")
                        .output())
                .contains("scaled");
        assertThat(kubectl.run("get", "rediscluster", "cache", "-o", "jsonpath={.spec.masters}")
                        .output())
                .isEqualTo("5");
        assertThat(kubectl.run("scale", "rediscluster", "cache", "--replicas", "2")
                        .output())
                .contains("masters must be at least minMasters");
    }
}
