package io.slotwise.reconciler.access;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Replaceable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.json.Topic;
import io.slotwise.reconciler.TopicProbe;
import io.slotwise.reconciler.world.FakeAgent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** All that a cluster meets with: it is formed, changed by somebody else, scaled by an intent and deleted. */
final class Life {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final ClusterKey key;
    private final TopicProbe probe;
    private final BooleanSupplier mayGoOn;
    private final FakeAgent agent;

    /**
     * A life that has not begun.
     *
     * @param mayGoOn false ends it before its time
     */
    Life(KubernetesClient client, ClusterKey key, TopicProbe probe, BooleanSupplier mayGoOn) {
        this.client = client;
        this.key = key;
        this.probe = probe;
        this.mayGoOn = mayGoOn;
        this.agent = new FakeAgent(client, key);
    }

    void lead() {
        password("one");
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: cache.example.com/v1
                        kind: RedisCluster
                        metadata: {name: %s, namespace: %s}
                        spec: {masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5, auth: {},
                         networkPolicy: {}}
                        """.formatted(key.name(), key.namespace()), GenericKubernetesResource.class))
                .create();
        turnUntil(() -> isReady(3));
        spoil();
        password("two");
        turnUntil(this::isRight);
        probe.send(Topic.INTENTS, key, intent());
        turnUntil(() -> isReady(4));
        cluster().patch(MERGE, "{\"spec\":{\"redisVersion\":\"7.4\",\"networkPolicy\":null}}");
        turnUntil(() -> isReady(4) && isUpdated() && gate() == null);
        cluster().delete();
        patiently().until(() -> probe.latest(Topic.CLUSTERS, key).isEmpty());
    }

    private void password(String value) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("redis-auth")
                .withNamespace(key.namespace())
                .endMetadata()
                .addToData("password", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .build();
        client.resource(secret).createOr(Replaceable::update);
    }

    /** Two passwords are good in the time between. */
    private boolean isRotated() {
        String users = client.secrets()
                .inNamespace(key.namespace())
                .withName(key.name() + "-users")
                .require()
                .getData()
                .getOrDefault("users.acl", "");
        return new String(Base64.getDecoder().decode(users), StandardCharsets.UTF_8).split("#", -1).length > 6;
    }

    /** Waits, and lets pods, jobs and the collector work while it does. */
    private void turnUntil(Callable<Boolean> condition) {
        patiently()
                .conditionEvaluationListener(evaluation -> {
                    agent.work();
                    probe.send(Topic.SAMPLES, key, agent.sample(Instant.now()));
                })
                .until(condition);
    }

    private ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .failFast("something was refused", () -> !mayGoOn.getAsBoolean());
    }

    private Resource<RedisCluster> cluster() {
        return client.resources(RedisCluster.class).inNamespace(key.namespace()).withName(key.name());
    }

    private boolean isReady(int masters) {
        RedisCluster cluster = cluster().require();
        return cluster.statusOrNew().currentMasters() == masters
                && cluster.statusOrNew().observedGeneration()
                        == cluster.getMetadata().getGeneration()
                && cluster.statusOrNew()
                        .condition("Ready")
                        .filter(condition -> condition.getStatus().equals("True"))
                        .isPresent();
    }

    private boolean isUpdated() {
        return client.pods().inNamespace(key.namespace()).list().getItems().stream()
                .allMatch(pod -> pod.getSpec().getContainers().get(0).getImage().endsWith(":7.4"));
    }

    /** Somebody changes an object of each kind. */
    private void spoil() {
        client.configMaps()
                .inNamespace(key.namespace())
                .withName(key.name())
                .patch(MERGE, "{\"data\":{\"redis.conf\":\"\"}}");
        client.services()
                .inNamespace(key.namespace())
                .withName(key.name())
                .patch(MERGE, "{\"spec\":{\"selector\":{\"cluster\":\"other\"}}}");
        client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(key.namespace())
                .withName(key.name())
                .patch(MERGE, "{\"spec\":{\"maxUnavailable\":3}}");
        client.network()
                .v1()
                .networkPolicies()
                .inNamespace(key.namespace())
                .withName(key.name())
                .patch(MERGE, "{\"spec\":{\"ingress\":null}}");
    }

    private boolean isRight() {
        boolean configured = !client.configMaps()
                .inNamespace(key.namespace())
                .withName(key.name())
                .require()
                .getData()
                .getOrDefault("redis.conf", "")
                .isEmpty();
        boolean served = client.services()
                .inNamespace(key.namespace())
                .withName(key.name())
                .require()
                .getSpec()
                .getSelector()
                .containsValue(key.name());
        boolean guarded = Objects.equals(
                client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .require()
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal(),
                1);
        boolean gated = Optional.ofNullable(gate())
                .filter(gate -> gate.getSpec().getIngress().size() == 2)
                .isPresent();
        return configured && served && guarded && gated && isRotated();
    }

    private @Nullable NetworkPolicy gate() {
        return client.network()
                .v1()
                .networkPolicies()
                .inNamespace(key.namespace())
                .withName(key.name())
                .get();
    }

    private Intent intent() {
        long generation = cluster().require().getMetadata().getGeneration();
        return new Intent(
                key + "@" + generation,
                key,
                generation,
                4,
                Reason.CPU_ABOVE_THRESHOLD,
                "cart-0 uses 91 % CPU",
                "cart-0",
                Instant.now(),
                Instant.now().plusSeconds(60));
    }
}
