package io.slotwise.embedded.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedApiTest {
    private final EmbeddedApi api = EmbeddedApi.start();
    private final KubernetesClient client = api.client();

    @BeforeAll
    void definesGadgets() {
        client.load(EmbeddedApiTest.class.getResourceAsStream("/kube/gadgets.yaml"))
                .create();
    }

    @AfterEach
    void cleans() {
        client.configMaps().inAnyNamespace().delete();
    }

    @AfterAll
    void closes() {
        api.close();
    }

    private static ConfigMap configMap(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToLabels("app", "test")
                .endMetadata()
                .addToData("key", value)
                .build();
    }

    @Test
    void whatIsCreatedCanBeReadAgain() {
        ConfigMap created = client.resource(configMap("one", "1")).create();
        assertThat(created.getMetadata().getUid()).isNotEmpty();
        assertThat(client.configMaps().withName("one").get()).isEqualTo(created);
    }

    @Test
    void aSecondCreationIsRefused() {
        client.resource(configMap("one", "1")).create();
        assertThatThrownBy(() -> client.resource(configMap("one", "1")).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
    }

    @Test
    void aStaleUpdateIsRefused() {
        ConfigMap first = client.resource(configMap("one", "1")).create();
        client.configMaps()
                .withName("one")
                .edit(map -> new ConfigMapBuilder(map).addToData("key", "2").build());
        assertThatThrownBy(() -> client.resource(first).update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
    }

    @Test
    void aCreationInANamespaceThatIsNotThereIsRefused() {
        ConfigMap lost = configMap("one", "1");
        lost.getMetadata().setNamespace("nowhere");
        assertThatThrownBy(() -> client.resource(lost).create())
                .hasMessageContaining("namespaces \"nowhere\" not found");
    }

    @Test
    void anInformerSeesEveryChange() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (SharedIndexInformer<ConfigMap> informer = client.configMaps()
                .inNamespace("default")
                .withLabel("app", "test")
                .inform(new Recorder<>(seen))) {
            client.resource(configMap("one", "1")).create();
            client.configMaps()
                    .withName("one")
                    .edit(map -> new ConfigMapBuilder(map).addToData("key", "2").build());
            client.configMaps().withName("one").delete();
            await().untilAsserted(() -> assertThat(seen).containsExactly("+one", "~one", "-one"));
            assertThat(informer.isRunning()).isTrue();
        }
    }

    @Test
    void aClientThatWantsWebSocketsWatchesOverPlainHttp() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (KubernetesClient other = new io.fabric8.kubernetes.client.KubernetesClientBuilder()
                        .withConfig(new io.fabric8.kubernetes.client.ConfigBuilder(
                                        io.fabric8.kubernetes.client.Config.empty())
                                .withMasterUrl(api.url())
                                .withNamespace("default")
                                .build())
                        .build();
                var watch = other.configMaps().watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, ConfigMap resource) {
                        seen.add(action + " " + resource.getMetadata().getName());
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                })) {
            client.resource(configMap("one", "1")).create();
            await().untilAsserted(() -> assertThat(seen).contains("ADDED one"));
            assertThat(watch).isNotNull();
        }
    }

    private record Recorder<T extends HasMetadata>(List<String> seen) implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            seen.add("+" + object.getMetadata().getName());
        }

        @Override
        public void onUpdate(T before, T after) {
            seen.add("~" + after.getMetadata().getName());
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            seen.add("-" + object.getMetadata().getName());
        }
    }
}
