package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.WorkJob;
import io.slotwise.reconciler.world.FakeAgent;
import io.slotwise.reconciler.world.FakeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TurnTest {
    private static final String SPEC =
            "{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5, replicasPerMaster: 1}";

    private final EmbeddedApi api = EmbeddedApi.start();
    private final AtomicInteger count = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private Scene scene;

    @BeforeAll
    void definesTheKind() {
        api.client()
                .load(RedisCluster.class.getResourceAsStream(RedisCluster.CRD_RESOURCE))
                .create();
    }

    @BeforeEach
    void aClusterOfItsOwn() {
        scene = new Scene(api, new ClusterKey("default", "turn" + count.incrementAndGet()), UnaryOperator.identity());
    }

    @AfterAll
    void closes() {
        api.close();
    }

    private String pod(int ordinal) {
        return scene.key().name() + "-" + ordinal;
    }

    private List<Event> events(Reason reason) {
        return scene.client().v1().events().inNamespace("default").list().getItems().stream()
                .filter(event ->
                        event.getInvolvedObject().getName().equals(scene.key().name())
                                && event.getReason().equals(reason.name()))
                .toList();
    }

    private Optional<Job> job(String kind) {
        return Optional.ofNullable(scene.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace("default")
                .withName(scene.key().name() + "-" + kind)
                .get());
    }

    private String condition(String type) {
        return scene.status()
                .condition(type)
                .map(condition -> condition.getStatus() + " " + condition.getReason())
                .orElse("absent");
    }

    @Test
    void aFormedClusterSaysSo() {
        scene.create(SPEC);
        scene.settle();

        RedisClusterStatus status = scene.status();
        assertThat(status.initialized()).isTrue();
        assertThat(status.currentMasters()).isEqualTo(3);
        assertThat(status.currentReplicas()).isEqualTo(4);
        assertThat(status.standbyPod()).isEqualTo(pod(3));
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(status.underWay()).isEmpty();
        assertThat(condition("Initialized")).isEqualTo("True FORMED");
        assertThat(condition("Ready")).isEqualTo("True SETTLED");
        assertThat(condition("Reconciling")).isEqualTo("False SETTLED");
        assertThat(condition("Stalled")).isEqualTo("False SETTLED");
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
        secret("redis-auth", Map.of("password", "open sesame"));
        scene.restartWithCollector(shared);
        scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, auth: {}}");
        scene.tickUntil(() -> told(shared).containsKey(entry));
        String secret = told(shared).getOrDefault(entry, "");
        scene.remove();
        assertThat(told(shared)).isEmpty();

        scene.client()
                .secrets()
                .inNamespace("default")
                .withName(shared.name())
                .edit(some -> new SecretBuilder(some).addToData(entry, secret).build());
        scene.create(SPEC);
        scene.tickUntil(() -> told(shared).isEmpty());
    }

    private Map<String, String> told(CollectorSecret shared) {
        return Optional.ofNullable(scene.client()
                        .secrets()
                        .inNamespace("default")
                        .withName(shared.name())
                        .get())
                .map(Secret::getData)
                .orElse(Map.of());
    }

    @Test
    void aJobThatCannotBeginIsMadeAnewOnceThereIsAnotherImage() {
        scene.agent().letJobs(FakeAgent.JobFate.FINDS_NO_IMAGE);
        scene.create(SPEC);
        scene.tickUntil(() -> condition("Ready").equals("False JOB_NOT_STARTED"));
        String uid = job("bootstrap").orElseThrow().getMetadata().getUid();
        scene.restartWithJobImage("slotwise/job-runner:test");
        scene.tick();
        assertThat(job("bootstrap").orElseThrow().getMetadata().getUid()).isEqualTo(uid);

        scene.restartWithJobImage("slotwise/job-runner:mended");
        scene.tickUntil(() -> job("bootstrap")
                .filter(job -> !job.getMetadata().getUid().equals(uid))
                .isPresent());
        Job mended = job("bootstrap").orElseThrow();
        assertThat(mended.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("slotwise/job-runner:mended");
        assertThat(mended.getMetadata().getAnnotations()).containsEntry(WorkJob.ATTEMPT, "1");
        scene.agent().letJobs(FakeAgent.JobFate.SUCCEEDS);
        scene.settle();
    }

    @Test
    void oneIdFollowsAScalingFromItsIntentToItsJobsAndLogLinesAndOneByHandHasItsOwn() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, pod(0));
        String id = scene.topics()
                .openIntent(scene.key())
                .flatMap(Intent::correlation)
                .orElseThrow();
        Set<String> jobs = new TreeSet<>();
        try (LogLines log = LogLines.follow()) {
            scene.tickUntil(() -> {
                Stream.of("reshard", "bootstrap")
                        .flatMap(kind -> job(kind).stream())
                        .forEach(job -> jobs.add(correlation(job)));
                return scene.status().currentMasters() == 4
                        && condition("Ready").startsWith("True");
            });
            assertThat(log.lines())
                    .extracting(LogLines.Line::phrase)
                    .contains(
                            "Intent applied",
                            "Triggering scale-up",
                            "Job started",
                            "Reshard job succeeded",
                            "Bootstrap job succeeded",
                            "Operation over");
            assertThat(log.lines()).extracting(LogLines.Line::correlation).containsOnly(id);
        }
        assertThat(jobs).containsExactly(id);
        assertThat(scene.cluster().getMetadata().getAnnotations()).containsEntry(Correlation.ANNOTATION, id);

        scene.patch("{\"spec\":{\"masters\":5}}");
        scene.tickUntil(() -> job("reshard").isPresent());
        assertThat(correlation(job("reshard").orElseThrow()))
                .startsWith(scene.key() + "@")
                .isNotEqualTo(id)
                .isEqualTo(scene.status().underWay().orElseThrow().correlation())
                .isEqualTo(scene.topics()
                        .published(scene.key())
                        .flatMap(ClusterRecord::operation)
                        .flatMap(ClusterRecord.Operation::correlation)
                        .orElseThrow());
    }

    /** That of the job's annotation, which its process is told too. */
    private static String correlation(Job job) {
        String annotated =
                Objects.requireNonNull(job.getMetadata().getAnnotations().get(WorkJob.CORRELATION));
        assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
                .anySatisfy(variable -> {
                    assertThat(variable.getName()).isEqualTo("SLOTWISE_CORRELATION");
                    assertThat(variable.getValue()).isEqualTo(annotated);
                });
        return annotated;
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
        assertThat(events(Reason.UPDATING).stream().map(Event::getMessage))
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
        scene.tickUntil(() -> condition("Stalled").equals("True UPDATE_STALLED"));
        assertThat(scene.status().condition("Ready").orElseThrow().getMessage())
                .contains("ErrImagePull", "no other pod is touched");
        assertThat(events(Reason.UPDATE_STALLED)).hasSize(1);
        assertThat(scene.agent().replaced()).isEqualTo(1);

        scene.patch("{\"spec\":{\"redisVersion\":\"7.2\"}}");
        scene.settle();
        assertThat(scene.agent().replaced()).as("the broken pod and no other").isEqualTo(2);
    }

    @Test
    void aDeletedPodComesBackAndIsTakenInAgain() {
        scene.create(SPEC);
        scene.settle();
        scene.client().pods().inNamespace("default").withName(pod(5)).delete();
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
        assertThat(condition("Healthy")).isEqualTo("False CLUSTER_NOT_OK");
        assertThat(job("heal")).as("what may pass by itself").isEmpty();
        scene.settle();
        assertThat(scene.agent().redis().ghosts()).isZero();
        assertThat(events(Reason.HEALING)).hasSize(1);
        assertThat(condition("Healthy")).isEqualTo("True WHOLE");
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
        assertThat(events(Reason.SCALING_UP))
                .extracting(Event::getMessage)
                .containsExactlyInAnyOrder(
                        "from 3 to 4 masters: slots move on to " + pod(3),
                        "from 4 to 5 masters: slots move on to " + pod(8));
    }

    @Test
    void theOthersKnowOfAnOperationFromBeforeItsFirstJobUntilItIsOver() {
        List<String> seen = new ArrayList<>();
        scene = new Scene(api, scene.key(), port -> write -> {
            port.perform(write);
            seen.add(Writes.name(write));
        });
        scene.create(SPEC);
        scene.settle();
        seen.clear();
        scene.send(4, pod(1));
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
    void theJobIsToldWhomToRelieve() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, pod(1));
        scene.tick();
        assertThat(scene.status().isResharding()).isTrue();
        assertThat(scene.status().overloadedPod()).isEqualTo(pod(1));
        assertThat(job("reshard")
                        .orElseThrow()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getArgs())
                .startsWith("reshard", "--cluster", scene.key().toString())
                .containsSubsequence("--node", pod(7) + "=10.1.0.8:6379", "--to", pod(3), "--relieve", pod(1));
    }

    @Test
    void aFailedJobIsKeptAndTriedAgain() {
        scene.create(SPEC);
        scene.settle();
        scene.agent().letJobs(FakeAgent.JobFate.FAILS);
        scene.send(4, pod(1));
        scene.tick();
        scene.tick();

        assertThat(job("reshard")).isPresent();
        assertThat(condition("Stalled")).isEqualTo("True JOB_FAILED");
        assertThat(condition("Ready")).isEqualTo("False JOB_FAILED");
        assertThat(events(Reason.JOB_FAILED))
                .hasSize(1)
                .first()
                .satisfies(event -> assertThat(event.getType()).isEqualTo("Warning"));
        scene.agent().letJobs(FakeAgent.JobFate.SUCCEEDS);
        scene.settle();
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(4);
        assertThat(condition("Stalled")).isEqualTo("False SETTLED");
    }

    @Test
    void aJobThatWasRemovedByHandIsMadeAgain() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, pod(1));
        scene.tick();
        Job first = job("reshard").orElseThrow();
        scene.client().resource(first).delete();
        scene.settle();
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(4);
        assertThat(events(Reason.SCALING_UP)).hasSize(1);
    }

    @Test
    void aJobTakesItsPodsWithIt() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, pod(1));
        scene.tick();
        Pod worker =
                scene.client().resource(podOf(job("reshard").orElseThrow())).create();
        scene.settle();
        assertThat(job("reshard")).isEmpty();
        await().until(() -> scene.client().resource(worker).get() == null);
    }

    private static Pod podOf(Job job) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName() + "-x7k2p")
                .withNamespace(job.getMetadata().getNamespace())
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .build();
    }

    @Test
    void aSpecThatTheServerLetThroughAndCannotBeChangesNothing() {
        scene.create(SPEC);
        scene.settle();
        String before = scene.statefulSet().getMetadata().getResourceVersion();
        scene.patch("{\"spec\":{\"redisConfig\":{\"hz\":\"20\\nport 7\"},\"masters\":4}}");
        scene.tick();

        assertThat(condition("Stalled")).isEqualTo("True SPEC_REFUSED");
        assertThat(condition("Initialized")).isEqualTo("True FORMED");
        assertThat(events(Reason.SPEC_REFUSED)).hasSize(1);
        assertThat(scene.statefulSet().getMetadata().getResourceVersion()).isEqualTo(before);
        scene.patch("{\"spec\":{\"redisConfig\":null,\"masters\":3}}");
        scene.settle();
    }

    @Test
    void aServiceOfSomebodyElseWithTheClustersNameIsLeftAsItIsAndNamed() {
        String name = scene.key().name();
        Service theirs = scene.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("app", "shop")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        scene.create(SPEC);
        scene.tick();

        assertThat(condition("Stalled")).isEqualTo("True NOT_ADOPTED");
        assertThat(scene.status().condition("Stalled").orElseThrow().getMessage())
                .contains(
                        "\"" + name + "\" already exists and was made by somebody else: give this object another name");
        assertThat(events(Reason.NOT_ADOPTED)).hasSize(1);
        assertThat(scene.client().resource(theirs).get()).isEqualTo(theirs);

        scene.tick();
        assertThat(events(Reason.NOT_ADOPTED)).as("told once").hasSize(1);
        scene.client().resource(theirs).delete();
        scene.settle();
        assertThat(condition("Stalled")).isEqualTo("False SETTLED");
    }

    @Test
    void aSecretOfSomebodyElseWithTheUsersNameIsLeftAsItIsAndNamed() {
        String name = scene.key().name() + "-users";
        Secret theirs = secret(name, Map.of("shopkeeper", "open sesame", "password", "abracadabra"));
        CollectorSecret shared = new CollectorSecret("default", scene.key().name() + "-access");
        scene.restartWithCollector(shared);
        scene.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, auth: {secretName: " + name + "}}");
        scene.tick();

        assertThat(condition("Stalled")).isEqualTo("True NOT_ADOPTED");
        assertThat(scene.status().condition("Stalled").orElseThrow().getMessage())
                .contains(
                        "Secret " + name + " is there and was made by somebody else: take it away or give it another");
        assertThat(events(Reason.NOT_ADOPTED)).hasSize(1);
        assertThat(scene.client().resource(theirs).get()).isEqualTo(theirs);
        assertThat(told(shared)).isEmpty();

        secret("redis-auth", Map.of("password", "open sesame"));
        scene.client().resource(theirs).delete();
        scene.patch("{\"spec\":{\"auth\":{\"secretName\":\"redis-auth\"}}}");
        scene.settle();
        assertThat(condition("Stalled")).isEqualTo("False SETTLED");
        assertThat(Objects.requireNonNull(scene.client().resource(theirs).get())
                        .getMetadata()
                        .getOwnerReferences())
                .singleElement()
                .satisfies(owner ->
                        assertThat(owner.getName()).isEqualTo(scene.key().name()));
    }

    private Secret secret(String name, Map<String, String> values) {
        return scene.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("default")
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    @Test
    void anIntentForAnEarlierSpecIsRefusedWithAnEvent() {
        scene.create(SPEC);
        scene.settle();
        scene.send(4, pod(0));
        scene.patch("{\"spec\":{\"scaleCooldownSeconds\":120}}");
        scene.settle();

        assertThat(scene.topics().outcomes()).containsExactly(Reason.INTENT_OUTDATED);
        assertThat(scene.cluster().getSpec().masters()).isEqualTo(3);
        assertThat(events(Reason.INTENT_OUTDATED))
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
        scene = new Scene(api, scene.key(), port -> write -> {
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
                .filter(node -> node.master().equals(pod(0)) && !node.isMaster())
                .findFirst()
                .orElseThrow();
        assertThat(role(replica.pod())).isEqualTo("replica");
        scene.agent().redis().failOver(replica.pod());
        scene.tick();
        assertThat(role(replica.pod())).isEqualTo("master");
        assertThat(role(pod(0))).isEqualTo("replica");
    }

    private String role(String pod) {
        Pod found = Objects.requireNonNull(scene.client().pods().withName(pod).get());
        return String.valueOf(found.getMetadata().getLabels().get("role"));
    }
}
