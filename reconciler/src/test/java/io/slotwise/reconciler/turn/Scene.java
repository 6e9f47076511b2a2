package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.kube.ApiLook;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.JobTemplate;
import io.slotwise.reconciler.world.FakeAgent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** One cluster on the embedded API, with everything round it played by the test, and time that the test moves. */
final class Scene {
    private static final int PATIENCE = 400;
    private static final Duration TICK = Duration.ofSeconds(6);

    private final KubernetesClient client;
    private final ClusterKey key;
    private final TestClock clock = new TestClock();
    private final FakeTopics topics = new FakeTopics();
    private final FakeAgent agent;
    private final UnaryOperator<Write.Port> faults;
    private final KubernetesClient way;
    private Optional<CollectorSecret> collectors = Optional.empty();
    private JobTemplate jobs = new JobTemplate("slotwise/job-runner:test", "", Map.of());
    private Turn turn;
    private int failures;

    Scene(EmbeddedApi api, ClusterKey key, UnaryOperator<Write.Port> faults) {
        this(api, key, faults, api.client());
    }

    /** A scene where the StatefulSet is somebody else's. */
    Scene(EmbeddedApi api, ClusterKey key, String statefulSet, UnaryOperator<Write.Port> faults) {
        this(api, key, faults, api.client(), new FakeAgent(api.client(), key, statefulSet));
    }

    /**
     * A scene where turns reach the API their own way.
     *
     * @param way what turns use, while the world uses the API itself
     */
    Scene(EmbeddedApi api, ClusterKey key, UnaryOperator<Write.Port> faults, KubernetesClient way) {
        this(api, key, faults, way, new FakeAgent(api.client(), key));
    }

    private Scene(
            EmbeddedApi api, ClusterKey key, UnaryOperator<Write.Port> faults, KubernetesClient way, FakeAgent agent) {
        this.client = api.client();
        this.way = way;
        this.key = key;
        this.agent = agent;
        this.faults = faults;
        this.turn = restart();
    }

    /** A new process: it knows what the topics and the API hold, and nothing else. */
    private Turn restart() {
        topics.restart();
        Write.Port port = write -> {
            if (write instanceof io.slotwise.reconciler.kube.KubeWrite change) {
                change.on(way);
            } else if (write instanceof io.slotwise.reconciler.kube.TopicWrite change) {
                topics.perform(change);
            }
        };
        return new Turn(
                new ApiLook(way, collectors),
                faults.apply(port),
                topics,
                collectors,
                jobs,
                topics,
                clock,
                Duration.ofMinutes(1));
    }

    /** A new process that is told of another image for jobs. */
    void restartWithJobImage(String image) {
        jobs = new JobTemplate(image, "", Map.of());
        turn = restart();
    }

    /** A new process whose collector mounts that Secret. */
    void restartWithCollector(CollectorSecret secret) {
        collectors = Optional.of(secret);
        turn = restart();
    }

    void create(String spec) {
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: cache.example.com/v1
                        kind: RedisCluster
                        metadata: {name: %s, namespace: %s}
                        spec: %s
                        """.formatted(key.name(), key.namespace(), spec), GenericKubernetesResource.class))
                .create();
    }

    void patch(String patch) {
        resource()
                .patch(
                        io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
                        patch);
    }

    void send(int masters, String pod) {
        topics.send(new Intent(
                key + "@" + cluster().getMetadata().getGeneration(),
                key,
                cluster().getMetadata().getGeneration(),
                masters,
                Reason.CPU_ABOVE_THRESHOLD,
                "cart-1 uses 91 % CPU",
                pod,
                clock.instant(),
                clock.instant().plusSeconds(600),
                Optional.of(key + "@" + clock.instant())));
    }

    /** Lets time pass until the cluster is as wanted and nothing more happens. */
    void settle() {
        for (int i = 0; i < PATIENCE; i++) {
            tick();
            if (isSettled()) {
                return;
            }
        }
        throw new AssertionError("not settled: " + Serialization.asYaml(cluster()));
    }

    /** Lets time pass until something is so. */
    void tickUntil(BooleanSupplier condition) {
        for (int i = 0; i < PATIENCE; i++) {
            tick();
            if (condition.getAsBoolean()) {
                return;
            }
        }
        throw new AssertionError("it never came: " + Serialization.asYaml(cluster()));
    }

    /** Six seconds, in which everybody does what is due. */
    void tick() {
        clock.advance(TICK);
        agent.work();
        topics.send(agent.sample(clock.instant()));
        take();
    }

    private void take() {
        try {
            turn.take(key);
        } catch (Killed e) {
            turn = restart();
        } catch (KubernetesClientException e) {
            failures++;
        }
    }

    /** Turns that the API made fail. */
    int failures() {
        return failures;
    }

    private boolean isSettled() {
        RedisCluster cluster = cluster();
        RedisClusterStatus status = cluster.statusOrNew();
        return status.observedGeneration() == cluster.getMetadata().getGeneration()
                && topics.openIntent(key).isEmpty()
                && status.condition(Conditions.READY)
                        .filter(condition -> condition.getStatus().equals("True"))
                        .isPresent();
    }

    Resource<RedisCluster> resource() {
        return client.resources(RedisCluster.class).inNamespace(key.namespace()).withName(key.name());
    }

    RedisCluster cluster() {
        return Objects.requireNonNull(resource().get());
    }

    RedisClusterStatus status() {
        return cluster().statusOrNew();
    }

    /** What a condition says: its status and reason. */
    String condition(String type) {
        return status().condition(type)
                .map(condition -> condition.getStatus() + " " + condition.getReason())
                .orElse("absent");
    }

    /** A condition's message; empty when it is not there. */
    String message(String type) {
        return status().condition(type).map(Condition::getMessage).orElse("");
    }

    /** The cluster's events of that reason. */
    List<Event> events(Reason reason) {
        return client.v1().events().inNamespace(key.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(key.name())
                        && event.getReason().equals(reason.name()))
                .toList();
    }

    /** The job that does this kind of work. */
    Optional<Job> job(String kind) {
        return Optional.ofNullable(client.batch()
                .v1()
                .jobs()
                .inNamespace(key.namespace())
                .withName(key.name() + "-" + kind)
                .get());
    }

    String pod(int ordinal) {
        return key.name() + "-" + ordinal;
    }

    /** Creates a Secret, or gives it these values. */
    Secret secret(String name, Map<String, String> values) {
        return client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(key.namespace())
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    /** What collectors are told by that Secret. */
    Map<String, String> told(CollectorSecret shared) {
        return Optional.ofNullable(client.secrets()
                        .inNamespace(shared.namespace())
                        .withName(shared.name())
                        .get())
                .map(Secret::getData)
                .orElse(Map.of());
    }

    FakeAgent agent() {
        return agent;
    }

    FakeTopics topics() {
        return topics;
    }

    KubernetesClient client() {
        return client;
    }

    ClusterKey key() {
        return key;
    }

    void remove() {
        resource().delete();
        while (topics.published(key).isPresent()) {
            take();
        }
        client.pods()
                .inNamespace(key.namespace())
                .withLabel("cluster", key.name())
                .withGracePeriod(0)
                .delete();
    }

    HasMetadata statefulSet() {
        return Objects.requireNonNull(client.apps()
                .statefulSets()
                .inNamespace(key.namespace())
                .withName(key.name())
                .get());
    }
}
