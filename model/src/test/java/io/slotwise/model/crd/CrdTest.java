package io.slotwise.model.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdTest {
    private static final Path MANIFEST = Path.of("../deploy/manifests/crd-redisclusters.yaml");
    private static final Path CHART = Path.of("../deploy/helm/slotwise/files/crd-redisclusters.yaml");
    private static final Path RESOURCE = Path.of("src/main/resources" + RedisCluster.CRD_RESOURCE);

    @Test
    void theCheckedInDefinitionIsTheOneTheClassesGive(@TempDir Path directory) throws IOException {
        String generated = generate(directory);
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(MANIFEST.getParent());
            Files.writeString(MANIFEST, generated);
            Files.writeString(CHART, generated);
            Files.writeString(RESOURCE, generated);
        }
        assertThat(MANIFEST).as("run with -Dupdate=true to write it").hasContent(generated);
        assertThat(CHART).hasContent(generated);
        assertThat(RESOURCE).hasContent(generated);
    }

    @Test
    void anObjectThatLeavesOutWhatItMayHasTheDefaultsOfTheDefinition() {
        RedisCluster cluster = read("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: cart, namespace: shop}
                spec: {masters: 3, autoScaleEnabled: true, cpuThreshold: 70}
                """);
        assertThat(Serialization.asJson(cluster.getSpec()))
                .isEqualTo(Serialization.asJson(read("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: cart, namespace: shop}
                spec:
                  masters: 3
                  minMasters: 3
                  replicasPerMaster: 1
                  redisVersion: "7.2"
                  autoScaleEnabled: true
                  cpuThreshold: 70
                  cpuThresholdLow: 20
                  memoryThreshold: 70
                  memoryThresholdLow: 30
                  reshardTimeoutSeconds: 600
                  scaleCooldownSeconds: 60
                  metricsQueryInterval: 15
                  prometheusURL: http://prometheus-operated.monitoring.svc:9090
                  existingCluster: false
                  manageStatefulSet: true
                """).getSpec()));
        assertThat(cluster.statusOrNew()).isEqualTo(RedisClusterStatus.NEW);
    }

    @Test
    void aStatusIsReadAsItIsWritten() {
        RedisCluster cluster = read("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: cart, namespace: shop}
                spec: {masters: 3, autoScaleEnabled: true, cpuThreshold: 70}
                status: {currentMasters: 3, isResharding: true, standbyPod: cart-6}
                """);
        assertThat(cluster.getStatus().isResharding()).isTrue();
        assertThat(Serialization.asJson(cluster.getStatus()))
                .contains("\"isResharding\":true")
                .doesNotContain("\"resharding\"")
                .doesNotContain("overloadedPod");
    }

    @Test
    void theDefinitionIsOnTheClassPath() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("redisclusters.cache.example.com");
        }
    }

    private static RedisCluster read(String yaml) {
        return Serialization.unmarshal(yaml, RedisCluster.class);
    }

    private static String generate(Path directory) throws IOException {
        new CRDGenerator()
                .customResourceClasses(RedisCluster.class)
                .forCRDVersions("v1")
                .withPostProcessor(new Finish())
                .inOutputDir(directory.toFile())
                .detailedGenerate();
        return Files.readString(directory.resolve("redisclusters.cache.example.com-v1.yml"));
    }

    /** What the annotations cannot say: columns in the order they are declared, a spec that must be there. */
    private static final class Finish implements CRDPostProcessor {
        @Override
        public HasMetadata process(HasMetadata definition, String crdVersion) {
            CustomResourceDefinition crd = (CustomResourceDefinition) definition;
            List<String> order = Arrays.stream(RedisCluster.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                    .map(AdditionalPrinterColumn::name)
                    .toList();
            CustomResourceDefinitionVersion version =
                    crd.getSpec().getVersions().get(0);
            version.setAdditionalPrinterColumns(version.getAdditionalPrinterColumns().stream()
                    .sorted(Comparator.comparingInt(column -> order.indexOf(column.getName())))
                    .toList());
            JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
            schema.setRequired(List.of("spec"));
            JSONSchemaProps conditions = property(property(schema, "status"), "conditions");
            conditions.setXKubernetesListType("map");
            conditions.setXKubernetesListMapKeys(List.of("type"));
            conditions.getItems().getSchema().setRequired(List.of("type", "status"));
            return crd;
        }

        private static JSONSchemaProps property(JSONSchemaProps of, String name) {
            return Objects.requireNonNull(of.getProperties().get(name), name);
        }
    }
}
