package io.slotwise.reconciler.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.JobEvent;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.plan.Operation;
import io.slotwise.reconciler.plan.Step;
import io.slotwise.reconciler.spec.Settings;
import io.slotwise.reconciler.spec.SpecReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each {@code in-NAME.yaml}, all objects of that cluster stand in {@code out-NAME.yaml}. */
class GoldenObjectsTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/objects");
    private static final JobTemplate JOBS =
            new JobTemplate("slotwise/job-runner:test", "job-runner", Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"));
    private static final JobTemplate GUARDED_JOBS = new JobTemplate(
            JOBS.image(),
            JOBS.serviceAccount(),
            JOBS.environment(),
            Optional.of(JobTemplate.KAFKA_SECRET),
            JobTemplate.resources("{\"requests\":{\"cpu\":\"50m\"},\"limits\":{\"memory\":\"512Mi\"}}"));

    private static final List<Secret> SECRETS = List.of(
            secret("redis-auth", "password"),
            secret("other-auth", "pass"),
            secret("redis-tls", "tls.crt", "tls.key", "ca.crt"));

    private static Secret secret(String name, String... keys) {
        SecretBuilder secret =
                new SecretBuilder().withNewMetadata().withName(name).endMetadata();
        for (String key : keys) {
            secret.addToData(key, Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
        }
        return secret.build();
    }

    static Stream<String> names() throws IOException {
        return files().filter(file -> file.startsWith("in-"))
                .map(file -> file.substring("in-".length(), file.length() - ".yaml".length()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theObjectsAreAsTheyAreCheckedIn(String name) throws IOException {
        Path golden = DIRECTORY.resolve("out-" + name + ".yaml");
        String actual = objects(Files.readString(DIRECTORY.resolve("in-" + name + ".yaml"))).stream()
                .map(Serialization::asYaml)
                .collect(Collectors.joining());
        if (Boolean.getBoolean("update")) {
            Files.writeString(golden, actual);
        }
        assertThat(golden).as("run with -Dupdate=true to write it").hasContent(actual);
    }

    @Test
    void noFileIsUnused() throws IOException {
        Set<String> used = names().flatMap(name -> Stream.of("in-" + name + ".yaml", "out-" + name + ".yaml"))
                .collect(Collectors.toSet());
        assertThat(files()).containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatWasMadeIsAsItShouldBe(String name) throws IOException {
        assertThat(objects(Files.readString(DIRECTORY.resolve("in-" + name + ".yaml"))))
                .allSatisfy(
                        object -> assertThat(Difference.between(object, object)).isFalse());
    }

    private static List<HasMetadata> objects(String yaml) {
        RedisCluster cluster = Serialization.unmarshal(yaml, RedisCluster.class);
        Settings settings = ((SpecReading.Accepted) SpecReading.of(cluster)).settings();
        Protection.Known protection = (Protection.Known) Protection.of(
                cluster, settings, SECRETS, Set.of(), () -> "generated", Instant.parse("2026-11-01T10:00:00Z"));
        List<HasMetadata> all = new ArrayList<>(Blueprint.of(
                cluster,
                settings,
                protection.users(),
                Optional.of("redis-operator-system"),
                settings.shape().pods()));
        String identity = LiveConfiguration.identity(all, protection.certificates());
        String correlation = "shop/cart@2026-11-01T10:00:30Z";
        JobTemplate jobs = settings.hosting().auth().isPresent() ? GUARDED_JOBS : JOBS;
        all.add(WorkJob.of(cluster, settings, jobs, step(JobEvent.Kind.RESHARD), identity, correlation));
        if (settings.hosting().adoption().isEmpty()) {
            all.add(WorkJob.of(cluster, settings, jobs, step(JobEvent.Kind.CONFIGURE), identity, correlation));
        }
        return all;
    }

    private static Step.StartJob step(JobEvent.Kind kind) {
        return new Step.StartJob(
                new Operation(
                        Kind.RESHARD,
                        Instant.parse("2026-11-01T10:00:00Z"),
                        4,
                        1,
                        new Operation.Pods("cart-6", "cart-0", "", "", "", "")),
                kind,
                List.of(kind.word(), "--cluster", "shop/cart", "--node", "cart-0=10.0.0.1:6379", "--to", "cart-6"));
    }

    private static Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.list(DIRECTORY)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
