package io.slotwise.standalone.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.slotwise.embedded.kube.EmbeddedApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart and the manifests, applied to a Kubernetes API. */
class InstallTest {
    static List<String> cases() throws IOException {
        return ChartGoldenTest.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theApiTakesEachObjectAndKeepsIt(String name) {
        try (EmbeddedApi api = EmbeddedApi.start()) {
            namespaces(api, Chart.NAMESPACE, "shop", "search");
            List<HasMetadata> objects = Chart.objects(
                            Chart.template().withValuesFile(ChartGoldenTest.CASES.resolve("in-" + name + ".yaml")))
                    .stream()
                    .filter(object -> !(object instanceof GenericKubernetesResource))
                    .toList();
            for (HasMetadata object : objects) {
                api.client().resource(object).serverSideApply();
            }
            assertThat(objects)
                    .allSatisfy(object ->
                            assertThat(api.client().resource(object).get()).isNotNull());
        }
    }

    @Test
    void theManifestsGoInFileAfterFile() throws IOException {
        try (EmbeddedApi api = EmbeddedApi.start();
                Stream<Path> files = Files.list(Path.of("../manifests"))) {
            for (Path file : files.sorted().toList()) {
                for (String document : Chart.documents(Files.readString(file))) {
                    api.client().resource(Chart.object(document)).create();
                }
            }
            assertThat(api.client()
                            .apps()
                            .deployments()
                            .inNamespace("redis-operator-system")
                            .withName("redis-operator-controller-manager")
                            .get())
                    .isNotNull();
        }
    }

    private static void namespaces(EmbeddedApi api, String... names) {
        for (String name : names) {
            api.client()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }
}
