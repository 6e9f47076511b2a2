package io.slotwise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.crd.RedisCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTest {
    @Test
    void aClusterOfOnesOwnIsReachedByItsFileAndLeftWithoutWhatWasMadeThere(@TempDir Path folder) {
        try (EmbeddedApi theirs = EmbeddedApi.start()) {
            Path file = folder.resolve("admin.conf");
            theirs.writeKubeconfig(file);

            try (Ground ground = Ground.outside(folder, file);
                    Ground second = Ground.outside(folder, file)) {
                assertThat(ground.kubeconfig()).isEqualTo(file);
                assertThat(namespaces(theirs)).contains(ground.namespace(), second.namespace());
                ground.client()
                        .load(GroundTest.class.getResourceAsStream("/demo/rediscluster.yaml"))
                        .inNamespace(ground.namespace())
                        .create();
                assertThat(theirs.client()
                                .resources(RedisCluster.class)
                                .inNamespace(ground.namespace())
                                .list()
                                .getItems())
                        .hasSize(1);
            }
            assertThat(namespaces(theirs)).noneMatch(name -> name.startsWith("e2e-"));
            assertThat(theirs.client()
                            .resources(RedisCluster.class)
                            .inAnyNamespace()
                            .list()
                            .getItems())
                    .as("the kind stays, its objects do not")
                    .isEmpty();
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("nowhere.conf");
        assertThatThrownBy(() -> Ground.outside(folder, file))
                .hasMessageContaining("-De2e.kubeconfig")
                .hasMessageContaining(file.toString());
    }

    @Test
    void imagesAreNamedByTheirPrefixAndTag() {
        assertThat(Ground.jobImage("registry.example.com:5000/slotwise:0.1.0"))
                .isEqualTo("registry.example.com:5000/slotwise/job-runner:0.1.0");
        assertThatThrownBy(() -> Ground.jobImage("registry.example.com:5000/slotwise"))
                .hasMessageContaining("PREFIX:TAG");
    }

    private static List<String> namespaces(EmbeddedApi api) {
        return api.client().namespaces().list().getItems().stream()
                .map(namespace -> namespace.getMetadata().getName())
                .toList();
    }
}
