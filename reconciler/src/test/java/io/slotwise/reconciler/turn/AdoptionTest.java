package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Reason;
import io.slotwise.model.topology.SlotSet;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clusters that somebody else deployed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdoptionTest {
    private final EmbeddedApi api = RedisClusterApi.start();
    private final AtomicInteger count = new AtomicInteger();
    private final List<KubeWrite> writes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Legacy legacy;

    @SuppressWarnings("NullAway.Init")
    private Scene scene;

    @BeforeEach
    void aChartOfItsOwn() {
        int number = count.incrementAndGet();
        legacy = new Legacy(api.client(), "legacy" + number);
        scene = new Scene(api, new ClusterKey("default", "adopted" + number), legacy.name(), port -> write -> {
            port.perform(write);
            if (write instanceof KubeWrite change) {
                writes.add(change);
            }
        });
        writes.clear();
    }

    @AfterAll
    void closes() {
        api.close();
    }

    private String pod(int ordinal) {
        return legacy.name() + "-" + ordinal;
    }

    private List<String> events(Reason reason) {
        return scene.events(reason).stream().map(Event::getMessage).toList();
    }

    private Job started() {
        return writes.stream()
                .filter(KubeWrite.Start.class::isInstance)
                .map(write -> ((KubeWrite.Start) write).job())
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    @Test
    void aStandbyIsAddedAndMastersComeAndGoWhileNothingButTheNumberOfPodsChanges() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        String before = legacy.asItIs();
        scene.create(legacy.spec(""));
        scene.settle();
        assertThat(legacy.size()).isEqualTo(8);
        assertThat(scene.status().standbyPod()).isEqualTo(pod(6));
        assertThat(scene.status().selector()).isEqualTo("release=" + legacy.name());
        assertThat(scene.condition("Initialized")).isEqualTo("True FORMED");
        assertThat(events(Reason.ADOPTED)).singleElement().asString().startsWith("3 masters in 6 pods");
        assertThat(scene.topics().published(scene.key()).orElseThrow().endpoints())
                .hasSize(8)
                .extracting(ClusterRecord.Endpoint::port)
                .containsOnly(7000);

        scene.send(4, pod(1));
        scene.settle();
        assertThat(legacy.size()).isEqualTo(10);
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(4);
        scene.patch("{\"spec\":{\"masters\":3}}");
        scene.settle();
        assertThat(legacy.size()).isEqualTo(8);
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(3);
        assertThat(legacy.asItIs()).isEqualTo(before);
        assertThat(legacy.pods())
                .extracting(pod -> String.valueOf(pod.getMetadata().getLabels().get("role")))
                .containsOnly("master", "replica");
        assertThat(writes)
                .as("no object is made or corrected")
                .noneMatch(write -> write instanceof KubeWrite.Create || write instanceof KubeWrite.Correct);

        scene.remove();
        assertThat(legacy.size()).isEqualTo(8);
        assertThat(legacy.asItIs()).isEqualTo(before);
        assertThat(legacy.pods()).hasSize(8);
    }

    @Test
    void podsThatAChartCallsReadyOnlyOnceTheyHaveJoinedAreTakenIn() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        scene.agent().letPodsBeUnready();
        scene.create(legacy.spec(""));
        scene.settle();
        assertThat(scene.status().standbyPod()).isEqualTo(pod(6));
        assertThat(legacy.pods()).hasSize(8);
    }

    @Test
    void aStandbyThatIsThereIsFound() {
        legacy.install(8);
        legacy.form(scene.agent(), 3);
        scene.agent().redis().run(bootstrap(8));
        scene.create(legacy.spec(""));
        scene.settle();

        assertThat(scene.status().standbyPod()).isEqualTo(pod(3));
        assertThat(writes).noneMatch(write -> write instanceof KubeWrite.Start || write instanceof KubeWrite.Resize);
    }

    private List<String> bootstrap(int pods) {
        List<String> words = new ArrayList<>(List.of("bootstrap", "--masters", "3"));
        for (int i = 0; i < pods; i++) {
            words.addAll(List.of("--node", pod(i) + "=x"));
        }
        return words;
    }

    @Test
    void whatAPersonHasToDoIsSaidAndWhenItIsDoneItGoesOn() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        scene.create(legacy.spec(", manageStatefulSet: false"));
        scene.settle();
        assertThat(scene.condition("Stalled")).isEqualTo("True NOT_MANAGED");
        assertThat(scene.message("Ready"))
                .startsWith("no empty master stands by, so a scale-up cannot begin at once: add 2 pods, from 6 to 8,");
        assertThat(events(Reason.NOT_MANAGED)).containsExactly(scene.message("Ready"));

        scene.patch("{\"spec\":{\"masters\":4}}");
        scene.tickUntil(() -> scene.condition("Ready").equals("False NOT_MANAGED"));
        assertThat(scene.message("Ready"))
                .startsWith("from 3 to 4 masters, and no empty master is there to take slots: add 2 pods");
        legacy.scale(8);
        scene.tickUntil(() -> scene.agent().redis().activeMasters() == 4);
        scene.settle();
        assertThat(scene.message("Ready")).contains("add 2 pods, from 8 to 10,");
        legacy.scale(10);
        scene.tickUntil(() -> scene.condition("Ready").equals("True SETTLED"));
        assertThat(scene.status().standbyPod()).isNotEmpty();
        assertThat(scene.condition("Stalled")).isEqualTo("False SETTLED");

        scene.patch("{\"spec\":{\"masters\":3}}");
        scene.tickUntil(() -> scene.condition("Ready").equals("True NOT_MANAGED"));
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(3);
        assertThat(scene.message("Ready"))
                .isEqualTo(
                        pod(8) + ", " + pod(9) + " are empty, out of the cluster and more than 3 masters and a standby"
                                + " take: remove 2 pods, from 10 to 8");
        legacy.scale(8);
        scene.tickUntil(() -> scene.condition("Ready").equals("True SETTLED"));
        assertThat(writes).noneMatch(KubeWrite.Resize.class::isInstance);
    }

    @Test
    void podsOfSeveralStatefulSetsAreOneCluster() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        scene.create(legacy.spec(", manageStatefulSet: false")
                .replace("statefulSetName: " + legacy.name(), "statefulSetName: ''"));
        scene.settle();
        assertThat(scene.message("Ready")).contains("add 2 pods, from 6 to 8,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            statefulSetName: NAME | statefulSetName: other | StatefulSet other is not in namespace default: correct statefulSetName
            serviceName: NAME-nodes | serviceName: other | service other is not in namespace default: correct serviceName
            release: NAME | release: other | podSelector release=other matches no pod in namespace default
            masters: 3 | masters: 4 | 3 masters own slots and spec.masters is 4: set masters to 3, and change it once
            masters: 3 | replicasPerMaster: 0, masters: 3 | 6 pods are members, and 3 masters and a standby, each with 0 replicas, take 4: raise replicasPerMaster
            """)
    void aSpecThatPointsElsewhereSaysWhatToCorrectAndGoesOnWhenItIsCorrected(String good, String bad, String sentence) {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        String before = legacy.asItIs();
        String spec = legacy.spec("");
        scene.create(spec.replace(good.replace("NAME", legacy.name()), bad));
        scene.tickUntil(() -> scene.condition("Stalled").equals("True NOT_ADOPTED"));
        assertThat(scene.message("Ready")).startsWith(sentence);
        assertThat(scene.condition("Initialized")).isEqualTo("False NOT_ADOPTED");
        assertThat(events(Reason.NOT_ADOPTED)).containsExactly(scene.message("Ready"));
        assertNothingIsChanged(before);

        scene.patch("{\"spec\":{\"statefulSetName\":\"NAME\",\"serviceName\":\"NAME-nodes\",\"replicasPerMaster\":1,"
                        .replace("NAME", legacy.name())
                + "\"masters\":3,\"podSelector\":{\"release\":\"" + legacy.name() + "\"}}}");
        scene.settle();
        assertThat(legacy.size()).isEqualTo(8);
    }

    private void assertNothingIsChanged(String before) {
        assertThat(legacy.asItIs()).isEqualTo(before);
        assertThat(writes).allMatch(write -> write instanceof KubeWrite.Status || write instanceof KubeWrite.Tell);
    }

    @Test
    void aClusterThatIsNotWellIsLeftAsItIsUntilSomebodyMendsIt() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        String before = legacy.asItIs();
        scene.agent().redis().leaveOpen(SlotSet.of(5, 6));
        scene.create(legacy.spec(""));
        scene.tickUntil(() -> scene.condition("Stalled").equals("True NOT_ADOPTED"));
        assertThat(scene.message("Ready"))
                .startsWith("2 slots are open: 5-6: mend it")
                .contains(":7000 --yes");
        scene.agent().redis().leaveOpen(SlotSet.EMPTY);
        scene.agent().redis().haunt();
        scene.tickUntil(() -> scene.message("Ready").contains("knows 7 nodes, and 6 are there: widen podSelector"));
        assertNothingIsChanged(before);

        scene.agent().redis().run(List.of("heal"));
        scene.settle();
        assertThat(legacy.size()).isEqualTo(8);
    }

    @Test
    void twoMastersAreTooFew() {
        legacy.install(4);
        legacy.form(scene.agent(), 2);
        scene.create(legacy.spec(""));
        scene.tickUntil(() -> scene.condition("Stalled").equals("True NOT_ADOPTED"));
        assertThat(scene.message("Ready"))
                .startsWith("2 masters own slots, and a cluster that is looked after has at least 3");
    }

    @Test
    void podsThatNobodyMadeAClusterOfAreNotFormed() {
        legacy.install(6);
        scene.create(legacy.spec(""));
        scene.tickUntil(() -> scene.condition("Stalled").equals("True NOT_ADOPTED"));
        assertThat(scene.message("Ready"))
                .startsWith("none of the 6 pods has joined a cluster: form the cluster first");
        assertThat(writes).noneMatch(KubeWrite.Start.class::isInstance);
    }

    @Test
    void aPodThatIsNotTheStatefulSetsIsNamedUntilItIsGone() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        Pod stray = scene.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("proxy" + legacy.name())
                        .withNamespace("default")
                        .withLabels(Map.of("release", legacy.name()))
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("proxy")
                        .withImage("proxy")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        scene.create(legacy.spec(""));
        scene.tickUntil(() -> scene.condition("Stalled").equals("True NOT_ADOPTED"));
        assertThat(scene.message("Ready"))
                .startsWith("podSelector release=" + legacy.name() + " matches pod "
                        + stray.getMetadata().getName() + ", which is none of StatefulSet " + legacy.name());
        scene.client()
                .resource(new PodBuilder(stray)
                        .editOrNewStatus()
                        .withPhase("Succeeded")
                        .endStatus()
                        .build())
                .patchStatus();
        scene.settle();
    }

    @Test
    void aStatefulSetIsAdoptedOnce() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        scene.create(legacy.spec(""));
        scene.settle();
        Scene second = new Scene(api, new ClusterKey("default", scene.key().name() + "-again"), port -> port);
        second.create(legacy.spec(""));
        second.tickUntil(() -> second.message("Stalled")
                .startsWith("RedisCluster " + scene.key().name() + " has adopted StatefulSet " + legacy.name()
                        + " already"));
    }

    @Test
    void anotherClustersStatefulSetIsNotAdopted() {
        String name = scene.key().name() + "-own";
        Scene own = new Scene(api, new ClusterKey("default", name), port -> port);
        own.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5}");
        own.settle();
        scene.create(legacy.spec("").replace("statefulSetName: " + legacy.name(), "statefulSetName: " + name));
        scene.tickUntil(() -> scene.condition("Stalled").equals("True NOT_ADOPTED"));
        assertThat(scene.message("Ready"))
                .startsWith("StatefulSet " + name + " belongs to RedisCluster " + name + ", which looks after it");
    }

    @Test
    void somebodyElsesStatefulSetIsNotTakenForItsName() {
        legacy.install(6);
        String before = legacy.asItIs();
        Scene own = new Scene(api, new ClusterKey("default", legacy.name()), port -> write -> {
            if (write instanceof KubeWrite.Create || write instanceof KubeWrite.Correct) {
                throw new AssertionError("changed: " + write);
            }
            port.perform(write);
        });
        own.create("{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5}");
        own.tickUntil(() -> own.message("Stalled")
                .startsWith("StatefulSet " + legacy.name() + " is there and was made by somebody else"));
        assertThat(legacy.asItIs()).isEqualTo(before);
    }

    @Test
    void jobsComeAsTheDefaultUserAndNoUsersAreMade() {
        scene.secret(legacy.name() + "-password", Map.of("word", "opensesame"));
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        scene.create(legacy.spec(", auth: {secretName: " + legacy.name() + "-password, key: word}"));
        scene.settle();

        assertThat(started().getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                        .filter(variable -> variable.getName().startsWith("REDIS"))
                        .sorted(Comparator.comparing(EnvVar::getName)))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.getName()).isEqualTo("REDIS_PASSWORD");
                    assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                            .isEqualTo(legacy.name() + "-password");
                });
        assertThat(scene.client()
                        .secrets()
                        .inNamespace("default")
                        .withName(scene.key().name() + "-users")
                        .get())
                .isNull();
    }

    @Test
    void aRoleLabelThatSomebodySelectsByIsLeftAlone() {
        legacy.install(6);
        scene.client()
                .services()
                .inNamespace("default")
                .withName(legacy.name() + "-nodes")
                .edit(service -> {
                    service.getSpec().getSelector().put("role", "master");
                    return service;
                });
        legacy.form(scene.agent(), 3);
        scene.create(legacy.spec(""));
        scene.settle();
        assertThat(writes).noneMatch(KubeWrite.Label.class::isInstance);
    }

    @Test
    void whatGoesWrongAfterwardsIsHealedByAJobAndNeverByAPodThatIsDeleted() {
        legacy.install(6);
        legacy.form(scene.agent(), 3);
        scene.create(legacy.spec(""));
        scene.settle();
        scene.agent().redis().haunt();
        scene.tickUntil(() -> scene.agent().redis().ghosts() == 0);
        scene.settle();
        assertThat(started().getMetadata().getLabels().get("job")).isEqualTo("heal");
        assertThat(writes).noneMatch(KubeWrite.DeletePod.class::isInstance);
    }
}
