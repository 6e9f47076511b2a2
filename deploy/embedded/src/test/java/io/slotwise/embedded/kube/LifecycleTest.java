package io.slotwise.embedded.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final ResourceDefinitionContext GADGETS = new ResourceDefinitionContext.Builder()
            .withGroup("test.slotwise.io")
            .withVersion("v1")
            .withKind("Gadget")
            .withPlural("gadgets")
            .withNamespaced(true)
            .build();

    private final EmbeddedApi api = EmbeddedApi.start();
    private final KubernetesClient client = api.client();

    @AfterEach
    void closes() {
        api.close();
    }

    private ConfigMap create(String name, HasMetadata... owners) {
        ConfigMapBuilder map =
                new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata();
        for (HasMetadata owner : owners) {
            map.editMetadata()
                    .addToOwnerReferences(new OwnerReferenceBuilder()
                            .withApiVersion("v1")
                            .withKind("ConfigMap")
                            .withName(owner.getMetadata().getName())
                            .withUid(owner.getMetadata().getUid())
                            .withBlockOwnerDeletion(true)
                            .build())
                    .endMetadata();
        }
        return client.resource(map.build()).create();
    }

    private List<String> names() {
        return client.configMaps().list().getItems().stream()
                .map(map -> map.getMetadata().getName())
                .toList();
    }

    @Test
    void whatAnObjectOwnsGoesWithIt() {
        ConfigMap owner = create("owner");
        ConfigMap child = create("child", owner);
        create("grandchild", child);
        client.resource(owner).delete();
        assertThat(names()).isEmpty();
    }

    @Test
    void aSecondCreationWithoutANamespaceIsRefusedToo() {
        create("one");
        assertThatThrownBy(() -> create("one"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
    }

    @Test
    void whatHasAnotherOwnerStays() {
        ConfigMap one = create("one");
        ConfigMap two = create("two");
        create("shared", one, two);
        client.resource(one).delete();
        assertThat(client.configMaps().withName("shared").get().getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(reference -> assertThat(reference.getName()).isEqualTo("two"));
    }

    @Test
    void whatIsOrphanedStays() {
        ConfigMap owner = create("owner");
        create("child", owner);
        client.resource(owner).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        assertThat(names()).containsExactly("child");
    }

    @Test
    void whatIsDeletedInTheForegroundWaitsForWhatItOwns() {
        ConfigMap owner = create("owner");
        ConfigMap child = create("child", owner);
        client.resource(child).edit(map -> {
            map.getMetadata().setFinalizers(List.of("test.slotwise.io/hold"));
            return map;
        });
        client.resource(owner)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        assertThat(names()).containsExactly("child", "owner");
        client.configMaps().withName("child").edit(map -> {
            map.getMetadata().setFinalizers(List.of());
            return map;
        });
        assertThat(names()).isEmpty();
    }

    @Test
    void whatNamesAnOwnerThatIsGoneIsCollected() {
        ConfigMap owner = create("owner");
        client.resource(owner).delete();
        create("late", owner);
        assertThat(names()).isEmpty();
    }

    @Test
    void aFinalizerHoldsAnObjectUntilItIsTakenAway() {
        create("held");
        client.configMaps().withName("held").edit(map -> {
            map.getMetadata().setFinalizers(List.of("test.slotwise.io/hold"));
            return map;
        });
        client.configMaps().withName("held").delete();
        assertThat(client.configMaps().withName("held").get().getMetadata().getDeletionTimestamp())
                .isNotNull();
        client.configMaps().withName("held").edit(map -> {
            map.getMetadata().setFinalizers(List.of());
            return map;
        });
        assertThat(client.configMaps().withName("held").get()).isNull();
    }

    @Test
    void aNamespaceGoesWithAllThatIsInIt() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("side")
                        .endMetadata()
                        .build())
                .create();
        client.resource("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: side}")
                .create();
        client.namespaces().withName("side").delete();
        assertThat(client.namespaces().withName("side").get()).isNull();
        assertThat(client.configMaps().inNamespace("side").list().getItems()).isEmpty();
    }

    private GenericKubernetesResource gadget() {
        client.load(LifecycleTest.class.getResourceAsStream("/kube/gadgets.yaml"))
                .create();
        return client.genericKubernetesResources(GADGETS)
                .load(new java.io.ByteArrayInputStream(
                        "apiVersion: test.slotwise.io/v1\nkind: Gadget\nmetadata: {name: g}\nspec: {size: 4}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();
    }

    private GenericKubernetesResource patch(String json) {
        return client.genericKubernetesResources(GADGETS)
                .withName("g")
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    @Test
    void theGenerationCountsChangesOfTheSpecAlone() {
        gadget();
        assertThat(patch("{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")
                        .getMetadata()
                        .getGeneration())
                .isEqualTo(1);
        assertThat(patch("{\"status\":{\"size\":1}}").getMetadata().getGeneration())
                .isEqualTo(1);
        assertThat(patch("{\"spec\":{\"size\":5}}").getMetadata().getGeneration())
                .isEqualTo(2);
    }

    @Test
    void aStaleStatusUpdateIsRefused() {
        GenericKubernetesResource first = gadget();
        patch("{\"spec\":{\"size\":5}}");
        first.setAdditionalProperty("status", java.util.Map.of("size", 1));
        assertThatThrownBy(() -> client.resource(first).updateStatus())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
    }

    @Test
    void aChangeThatChangesNothingMakesNoRevision() {
        String before = gadget().getMetadata().getResourceVersion();
        assertThat(patch("{\"spec\":{\"size\":4}}").getMetadata().getResourceVersion())
                .isEqualTo(before);
    }

    @Test
    void aKindGoesWithItsDefinition() {
        gadget();
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("gadgets.test.slotwise.io")
                .delete();
        assertThatThrownBy(() -> client.genericKubernetesResources(GADGETS).list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(404));
    }

    @Test
    void aWatchGoesOnFromTheRevisionItNames() {
        String since = create("first").getMetadata().getResourceVersion();
        create("second");
        List<String> seen = new CopyOnWriteArrayList<>();
        try (var watch = client.configMaps()
                .watch(new ListOptionsBuilder().withResourceVersion(since).build(), new Watcher<ConfigMap>() {
                    @Override
                    public void eventReceived(Action action, ConfigMap map) {
                        seen.add(map.getMetadata().getName());
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                })) {
            create("third");
            await().untilAsserted(() -> assertThat(seen).containsExactly("second", "third"));
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void oneOfTwoCandidatesLeadsAndTheOtherFollowsOn() {
        CompletableFuture<?> one = campaign("one");
        await().until(() -> leader().equals("one"));
        CompletableFuture<?> two = campaign("two");
        one.cancel(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> leader().equals("two"));
        two.cancel(true);
    }

    private CompletableFuture<?> campaign(String name) {
        return client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("test")
                        .withLock(new LeaseLock("default", "lead", name))
                        .withLeaseDuration(Duration.ofSeconds(3))
                        .withRenewDeadline(Duration.ofSeconds(2))
                        .withRetryPeriod(Duration.ofMillis(300))
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(() -> {}, () -> {}, leader -> {}))
                        .build())
                .build()
                .start();
    }

    private String leader() {
        var lease = client.leases().withName("lead").get();
        return lease == null ? "" : String.valueOf(lease.getSpec().getHolderIdentity());
    }
}
