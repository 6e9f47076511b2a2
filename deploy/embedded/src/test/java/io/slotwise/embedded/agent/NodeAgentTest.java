package io.slotwise.embedded.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAgentTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path dataDir;

    private final EmbeddedApi api = EmbeddedApi.start();
    private final KubernetesClient client = api.client();
    private Optional<NodeAgent> agent = Optional.empty();

    @BeforeEach
    void startsTheNode() throws URISyntaxException {
        Path classes = Path.of(FlakyJob.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Backoff quick = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));
        agent = Optional.of(NodeAgent.start(
                api,
                new AgentConfig(
                        dataDir,
                        RedisBinary.find(),
                        Map.of(),
                        new JavaImage(JavaImage.JOB_RUNNER, classes.toString(), FlakyJob.class.getName()),
                        quick,
                        quick)));
    }

    @AfterEach
    void closes() {
        List<Long> pids = agent.orElseThrow().pids();
        agent.orElseThrow().close();
        api.close();
        assertThat(pids)
                .noneMatch(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    }

    private void applyRedis(int replicas) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("conf")
                        .endMetadata()
                        .addToData("redis.conf", "cluster-enabled yes\nappendonly yes\nsave \"\"\ndir /data\n")
                        .build())
                .createOr(existing -> existing.update());
        client.load(getClass().getResourceAsStream("/agent/redis.yaml")).create();
        scale(replicas);
        awaitReady(replicas);
    }

    private void scale(int replicas) {
        client.apps().statefulSets().withName("cache").scale(replicas);
    }

    private void awaitReady(int replicas) {
        await().atMost(LIMIT).untilAsserted(() -> {
            StatefulSet set = client.apps().statefulSets().withName("cache").get();
            assertThat(set.getStatus()).isNotNull();
            assertThat(set.getStatus().getObservedGeneration())
                    .isEqualTo(set.getMetadata().getGeneration());
            assertThat(set.getStatus().getReplicas()).isEqualTo(replicas);
            assertThat(set.getStatus().getReadyReplicas()).isEqualTo(replicas);
        });
    }

    private Pod pod(String name) {
        return Optional.ofNullable(client.pods().withName(name).get()).orElseThrow();
    }

    private static String say(Pod pod, String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(pod.getStatus().getPodIP(), 6379), 1000);
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4000];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static ProcessHandle process(Pod pod) {
        String info = say(pod, "INFO server");
        long pid = info.lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).trim()))
                .findFirst()
                .orElseThrow();
        return ProcessHandle.of(pid).orElseThrow();
    }

    private int restarts(String name) {
        return pod(name).getStatus().getContainerStatuses().get(0).getRestartCount();
    }

    @Test
    void sixPodsAreSixProcessesThatAnswerAtTheirPodAddresses() {
        applyRedis(6);
        List<Pod> pods = client.pods().withLabel("app", "cache").list().getItems();
        assertThat(pods).extracting(pod -> say(pod, "PING")).hasSize(6).containsOnly("+PONG");
        assertThat(pods.stream().map(pod -> pod.getStatus().getPodIP()).collect(Collectors.toSet()))
                .hasSize(6);
        assertThat(agent.orElseThrow().pids()).hasSize(6);
    }

    @Test
    void aKilledProcessIsStartedAgainOnItsData() {
        applyRedis(1);
        String id = say(pod("cache-0"), "CLUSTER MYID");
        process(pod("cache-0")).destroyForcibly();
        await().atMost(LIMIT).until(() -> restarts("cache-0") == 1);
        awaitReady(1);
        assertThat(say(pod("cache-0"), "CLUSTER MYID")).isEqualTo(id);
    }

    @Test
    void aDeletedPodComesBackWithItsOrdinalAndItsVolume() {
        applyRedis(2);
        Pod before = pod("cache-1");
        String id = say(before, "CLUSTER MYID");
        client.pods().withName("cache-1").delete();
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> !pod("cache-1")
                        .getMetadata()
                        .getUid()
                        .equals(before.getMetadata().getUid()));
        awaitReady(2);
        assertThat(say(pod("cache-1"), "CLUSTER MYID")).isEqualTo(id);
    }

    @Test
    void scalingDownEndsTheHighestOrdinals() {
        applyRedis(4);
        scale(2);
        awaitReady(2);
        await().atMost(LIMIT).until(() -> client.pods().list().getItems().size() == 2);
        assertThat(client.pods().list().getItems())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("cache-0", "cache-1");
        assertThat(agent.orElseThrow().pids()).hasSize(2);
    }

    @Test
    void aChangedTemplateRollsFromTheHighestOrdinal() {
        applyRedis(2);
        Set<String> before = uids();
        client.apps().statefulSets().withName("cache").edit(set -> {
            set.getSpec().getTemplate().getMetadata().setAnnotations(java.util.Map.of("round", "2"));
            return set;
        });
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(uids()).hasSize(2).doesNotContainAnyElementsOf(before);
            StatefulSet set = client.apps().statefulSets().withName("cache").get();
            assertThat(set.getStatus().getUpdatedReplicas()).isEqualTo(2);
            assertThat(set.getStatus().getCurrentRevision())
                    .isEqualTo(set.getStatus().getUpdateRevision());
        });
        assertThat(pod("cache-1").getMetadata().getCreationTimestamp())
                .isLessThanOrEqualTo(pod("cache-0").getMetadata().getCreationTimestamp());
    }

    private Set<String> uids() {
        return client.pods().list().getItems().stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    @Test
    void deletingTheSetEndsItsPodsAndKeepsItsClaims() {
        applyRedis(2);
        client.apps().statefulSets().withName("cache").delete();
        await().atMost(LIMIT).until(() -> client.pods().list().getItems().isEmpty());
        await().atMost(LIMIT).until(() -> agent.orElseThrow().pids().isEmpty());
        assertThat(client.persistentVolumeClaims().list().getItems()).hasSize(2);
    }

    private Job job(String name, String manifest) {
        client.resource(manifest).create();
        return Optional.ofNullable(client.batch().v1().jobs().withName(name).get())
                .orElseThrow();
    }

    private static String manifest(String args, String more) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: work, namespace: default}
                spec:
                  %s
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                      - name: runner
                        image: slotwise/job-runner:0.1.0
                        args: [%s]
                        terminationMessagePolicy: FallbackToLogsOnError
                        env:
                        - {name: WHO, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
                        - {name: LAST_WORDS, value: /dev/termination-log}
                """.formatted(more, args);
    }

    private Job awaitCondition(String type) {
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> client.batch().v1().jobs().withName("work").get().getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals(type)));
        return client.batch().v1().jobs().withName("work").get();
    }

    @Test
    void aJobThatFailsTwiceSucceedsWithItsThirdPod() {
        job("work", manifest("fail-times, '" + dataDir.resolve("count") + "', '2'", "backoffLimit: 4"));
        Job done = awaitCondition("Complete");
        assertThat(done.getStatus().getFailed()).isEqualTo(2);
        assertThat(done.getStatus().getSucceeded()).isEqualTo(1);
        assertThat(done.getStatus().getCompletionTime()).isNotNull();
        assertThat(client.pods().list().getItems()).hasSize(3);
        assertThat(client.pods().list().getItems())
                .allSatisfy(pod -> assertThat(client.pods()
                                .withName(pod.getMetadata().getName())
                                .getLog())
                        .contains("fail-times", "for default"));
    }

    @Test
    void aJobThatFailsTooOftenIsGivenUp() {
        job("work", manifest("fail-times, '" + dataDir.resolve("count") + "', '9'", "backoffLimit: 1"));
        Job failed = awaitCondition("Failed");
        assertThat(failed.getStatus().getConditions().get(0).getReason()).isEqualTo("BackoffLimitExceeded");
        assertThat(failed.getStatus().getFailed()).isEqualTo(2);
    }

    private List<String> lastWords() {
        return client.pods().list().getItems().stream()
                .map(pod -> pod.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getTerminated()
                        .getMessage())
                .toList();
    }

    @Test
    void whatAContainerLeavesStandsInItsPodsStatus() {
        job("work", manifest("leave, 'no room on cart-2'", "backoffLimit: 0"));
        awaitCondition("Failed");
        assertThat(lastWords()).containsExactly("no room on cart-2");
    }

    @Test
    void aContainerThatLeavesMuchIsCut() {
        job("work", manifest("leave, '" + "x".repeat(5000) + "'", "backoffLimit: 0"));
        awaitCondition("Failed");
        assertThat(lastWords()).containsExactly("x".repeat(4096));
    }

    @Test
    void aContainerThatLeavesNothingAndFailsIsQuotedFromItsLog() {
        job("work", manifest("refuse, '" + "y".repeat(3000) + "'", "backoffLimit: 0"));
        awaitCondition("Failed");
        assertThat(lastWords())
                .singleElement()
                .satisfies(words ->
                        assertThat(words).hasSizeLessThanOrEqualTo(2048).endsWith("yyy for default"));
    }

    @Test
    void aJobPastItsDeadlineIsEnded() {
        job("work", manifest("hang", "activeDeadlineSeconds: 2"));
        Job failed = awaitCondition("Failed");
        assertThat(failed.getStatus().getConditions().get(0).getReason()).isEqualTo("DeadlineExceeded");
        await().atMost(LIMIT).until(() -> agent.orElseThrow().pids().isEmpty());
    }

    @Test
    void anExitCodeThatTheJobCallsFinalEndsItAtOnce() {
        job(
                "work",
                manifest(
                        "refuse",
                        "podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [3]}}]}"));
        Job failed = awaitCondition("Failed");
        assertThat(failed.getStatus().getConditions().get(0).getReason()).isEqualTo("PodFailurePolicy");
        assertThat(failed.getStatus().getFailed()).isEqualTo(1);
    }

    @Test
    void deletingAJobEndsItsProcess() {
        job("work", manifest("hang", "backoffLimit: 0"));
        await().atMost(LIMIT).until(() -> agent.orElseThrow().pids().size() == 1);
        client.batch().v1().jobs().withName("work").delete();
        await().atMost(LIMIT).until(() -> agent.orElseThrow().pids().isEmpty());
        await().atMost(LIMIT).until(() -> client.pods().list().getItems().isEmpty());
    }

    @Test
    void anImageWithoutAProgramIsReportedOnItsPod() {
        client.resource("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: stranger, namespace: default}
                        spec: {containers: [{name: main, image: nginx}]}
                        """).create();
        await().atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(pod("stranger")
                                .getStatus()
                                .getContainerStatuses()
                                .get(0)
                                .getState()
                                .getWaiting()
                                .getMessage())
                        .contains("nginx"));
    }
}
