package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.world.FakeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Turns of clusters that Slotwise made. */
class TurnTest extends TurnStage {
    @Test
    void aFormedClusterSaysSo() {
        scene.create(SPEC);
        scene.settle();

        RedisClusterStatus status = scene.status();
        assertThat(status.initialized()).isTrue();
        assertThat(status.currentMasters()).isEqualTo(3);
        assertThat(status.currentReplicas()).isEqualTo(4);
        assertThat(status.standbyPod()).isEqualTo(scene.pod(3));
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(status.underWay()).isEmpty();
        assertThat(scene.condition("Initialized")).isEqualTo("True FORMED");
        assertThat(scene.condition("Ready")).isEqualTo("True SETTLED");
        assertThat(scene.condition("Reconciling")).isEqualTo("False SETTLED");
        assertThat(scene.condition("Stalled")).isEqualTo("False SETTLED");
    }

    @Test
    void everythingBelongsToTheClusterAndGoesWithIt() {
        scene.create(SPEC);
        scene.settle();
        String uid = scene.cluster().getMetadata().getUid();
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(scene.client()
                .services()
                .withLabel("cluster", scene.key().name())
                .list()
                .getItems());
        objects.addAll(scene.client()
                .configMaps()
                .withLabel("cluster", scene.key().name())
                .list()
                .getItems());
        objects.add(scene.statefulSet());
        assertThat(objects)
                .hasSize(4)
                .allSatisfy(object -> assertThat(object.getMetadata().getOwnerReferences())
                        .singleElement()
                        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(uid)));

        scene.remove();
        assertThat(scene.topics().published(scene.key())).isEmpty();
    }

    @Test
    void whatTheCollectorWasToldOfAClusterGoesWithIt() {
        CollectorSecret shared = new CollectorSecret("default", scene.key().name() + "-access");
        String entry = CollectorSecret.key(scene.key());
        scene.secret("redis-auth", Map.of("password", "open sesame"));
        scene.restartWithCollector(shared);
        scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, auth: {}}");
        scene.tickUntil(() -> scene.told(shared).containsKey(entry));
        String secret = scene.told(shared).getOrDefault(entry, "");
        scene.remove();
        assertThat(scene.told(shared)).isEmpty();

        scene.client()
                .secrets()
                .inNamespace("default")
                .withName(shared.name())
                .edit(some -> new SecretBuilder(some).addToData(entry, secret).build());
        scene.create(SPEC);
        scene.tickUntil(() -> scene.told(shared).isEmpty());
    }

    @Test
    void anotherVersionReachesEveryPodAndMastersHandOverFirst() {
        scene.create(SPEC);
        scene.settle();
        scene.patch("{\"spec\":{\"redisVersion\":\"7.4\"}}");
        scene.settle();

        assertThat(scene.agent().redis().harmed())
                .as("owners of slots that were deleted")
                .isZero();
        assertThat(scene.client()
                        .pods()
                        .inNamespace("default")
                        .withLabel("cluster", scene.key().name())
                        .list()
                        .getItems())
                .hasSize(8)
                .allSatisfy(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getImage())
                                .endsWith(":7.4"))
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).containsKey("role"));
        assertThat(scene.events(Reason.UPDATING).stream().map(Event::getMessage))
                .as("each pod is told of")
                .filteredOn(message -> message.endsWith("are not as the spec wants them"))
                .hasSize(8);
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(3);
    }

    @Test
    void anUpdateThatFailsStopsAtOnePodSaysSoAndIsTakenBack() {
        scene.create(SPEC);
        scene.settle();
        scene.patch("{\"spec\":{\"redisVersion\":\"broken\"}}");
        scene.tickUntil(() -> scene.condition("Stalled").equals("True UPDATE_STALLED"));
        assertThat(scene.status().condition("Ready").orElseThrow().getMessage())
                .contains("ErrImagePull", "no other pod is touched");
        assertThat(scene.events(Reason.UPDATE_STALLED)).hasSize(1);
        assertThat(scene.agent().replaced()).isEqualTo(1);

        scene.patch("{\"spec\":{\"redisVersion\":\"7.2\"}}");
        scene.settle();
        assertThat(scene.agent().replaced()).as("the broken pod and no other").isEqualTo(2);
    }

    @Test
    void aDeletedPodComesBackAndIsTakenInAgain() {
        scene.create(SPEC);
        scene.settle();
        scene.client().pods().inNamespace("default").withName(scene.pod(5)).delete();
        scene.tick();
        scene.settle();
        assertThat(scene.agent().redis().nodes()).hasSize(8).allMatch(FakeNode::isMember);
        assertThat(scene.agent().redis().ghosts())
                .as("dead nodes in the tables")
                .isZero();
    }

    @Test
    void openSlotsAndDeadNodesThatLastAreHealed() {
        scene.create(SPEC);
        scene.settle();
        scene.agent().redis().leaveOpen(io.slotwise.model.topology.SlotSet.range(5, 6));
        scene.agent().redis().haunt();
        scene.tick();
        assertThat(scene.condition("Healthy")).isEqualTo("False CLUSTER_NOT_OK");
        assertThat(scene.job("heal")).as("what may pass by itself").isEmpty();
        scene.settle();
        assertThat(scene.agent().redis().ghosts()).isZero();
        assertThat(scene.events(Reason.HEALING)).hasSize(1);
        assertThat(scene.condition("Healthy")).isEqualTo("True WHOLE");
    }

    @Test
    void mastersChangeOneByOneByHand() {
        scene.create(SPEC);
        scene.settle();
        scene.topics().published().clear();
        scene.patch("{\"spec\":{\"masters\":5}}");
        scene.settle();

        assertThat(scene.agent().redis().activeMasters()).isEqualTo(5);
        assertThat(scene.topics().published().stream()
                        .flatMap(value -> value.operation().stream())
                        .map(ClusterRecord.Operation::kind)
                        .distinct())
                .containsExactly(ClusterRecord.Operation.Kind.RESHARD, ClusterRecord.Operation.Kind.PROVISION_STANDBY);
        assertThat(scene.events(Reason.SCALING_UP))
                .extracting(Event::getMessage)
                .containsExactlyInAnyOrder(
                        "from 3 to 4 masters: slots move on to " + scene.pod(3),
                        "from 4 to 5 masters: slots move on to " + scene.pod(8));
    }

    @Test
    void theOthersKnowOfAnOperationFromBeforeItsFirstJobUntilItIsOver() {
        List<String> seen = new ArrayList<>();
        scene = new Scene(api(), scene.key(), port -> write -> {
            port.perform(write);
            seen.add(Writes.name(write));
        });
        scene.create(SPEC);
        scene.settle();
        seen.clear();
        scene.send(4, scene.pod(1));
        scene.settle();

        assertThat(seen)
                .containsSubsequence(
                        "Masters 4",
                        "Status RESHARD",
                        "Publish RESHARD",
                        "Start reshard",
                        "Status PROVISION_STANDBY",
                        "Publish PROVISION_STANDBY",
                        "Resize",
                        "Start bootstrap",
                        "Status idle",
                        "Publish idle");
    }

    @Test
    void aSpecThatTheServerLetThroughAndCannotBeChangesNothing() {
        scene.create(SPEC);
        scene.settle();
        String before = scene.statefulSet().getMetadata().getResourceVersion();
        scene.patch("{\"spec\":{\"redisConfig\":{\"hz\":\"20\\nport 7\"},\"masters\":4}}");
        scene.tick();

        assertThat(scene.condition("Stalled")).isEqualTo("True SPEC_REFUSED");
        assertThat(scene.condition("Initialized")).isEqualTo("True FORMED");
        assertThat(scene.events(Reason.SPEC_REFUSED)).hasSize(1);
        assertThat(scene.statefulSet().getMetadata().getResourceVersion()).isEqualTo(before);
        scene.patch("{\"spec\":{\"redisConfig\":null,\"masters\":3}}");
        scene.settle();
    }

    @Test
    void anIntentForAnEarlierSpecIsRefusedWithAnEvent() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, scene.pod(0));
        scene.patch("{\"spec\":{\"scaleCooldownSeconds\":120}}");
        scene.settle();

        assertThat(scene.topics().outcomes()).containsExactly(Reason.INTENT_OUTDATED);
        assertThat(scene.cluster().getSpec().masters()).isEqualTo(3);
        assertThat(scene.events(Reason.INTENT_OUTDATED))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("generation 1 and the spec is at 2"));
    }

    @Test
    void whatSomebodyChangedOrDeletedIsPutRight() {
        scene.create(SPEC);
        scene.settle();
        scene.client().services().withName(scene.key().name()).delete();
        scene.client().configMaps().withName(scene.key().name()).edit(map -> {
            map.getData().put("redis.conf", "port 7\n");
            return map;
        });
        scene.tick();
        assertThat(scene.client().services().withName(scene.key().name()).get()).isNotNull();
        assertThat(Objects.requireNonNull(scene.client()
                                .configMaps()
                                .withName(scene.key().name())
                                .get())
                        .getData()
                        .get("redis.conf"))
                .contains("cluster-enabled yes");
    }

    @Test
    void aSettledClusterIsNotWrittenTo() {
        List<String> seen = new ArrayList<>();
        scene = new Scene(api(), scene.key(), port -> write -> {
            port.perform(write);
            seen.add(Writes.name(write));
        });
        scene.create(SPEC);
        scene.settle();
        seen.clear();
        scene.tick();
        scene.tick();
        assertThat(seen).isEmpty();
    }

    @Test
    void aNetworkPolicyIsThereAsLongAsItIsWanted() {
        scene.create(SPEC.replace("{masters", "{networkPolicy: {allowedNamespaces: [web]}, masters"));
        scene.settle();
        assertThat(gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.getSpec()
                                .getIngress()
                                .get(1)
                                .getFrom()
                                .get(2)
                                .getNamespaceSelector()
                                .getMatchLabels())
                        .containsValue("web"));
        scene.patch("{\"spec\":{\"networkPolicy\":null}}");
        scene.settle();
        assertThat(gates()).isEmpty();
    }

    private List<NetworkPolicy> gates() {
        return scene.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace("default")
                .withLabel("cluster", scene.key().name())
                .list()
                .getItems();
    }

    @Test
    void rolesFollowAFailover() {
        scene.create(SPEC);
        scene.settle();
        FakeNode replica = scene.agent().redis().nodes().stream()
                .filter(node -> node.master().equals(scene.pod(0)) && !node.isMaster())
                .findFirst()
                .orElseThrow();
        assertThat(role(replica.pod())).isEqualTo("replica");
        scene.agent().redis().failOver(replica.pod());
        scene.tick();
        assertThat(role(replica.pod())).isEqualTo("master");
        assertThat(role(scene.pod(0))).isEqualTo("replica");
    }

    private String role(String pod) {
        Pod found = Objects.requireNonNull(scene.client().pods().withName(pod).get());
        return String.valueOf(found.getMetadata().getLabels().get("role"));
    }
}
