package io.slotwise.reconciler.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slotwise.model.ExcludedWindow;
import io.slotwise.model.Limits;
import io.slotwise.model.Pause;
import io.slotwise.model.Policy;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.plan.Shape;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReadingTest {
    private static final String GOOD = "masters: 3, autoScaleEnabled: true, cpuThreshold: 70";

    private static SpecReading read(String change) {
        ObjectNode spec = yaml(GOOD);
        spec.setAll(yaml(change));
        RedisCluster cluster = Serialization.unmarshal("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: cart, namespace: shop, generation: 7}
                spec: %s
                """.formatted(spec), RedisCluster.class);
        return SpecReading.of(cluster);
    }

    private static ObjectNode yaml(String fields) {
        return Serialization.unmarshal("---\n{" + fields + "}", ObjectNode.class);
    }

    @Test
    void aSpecWithTheLeastInItHasTheDefaults() {
        assertThat(read("")).isInstanceOfSatisfying(SpecReading.Accepted.class, accepted -> {
            Settings settings = accepted.settings();
            assertThat(settings.shape()).isEqualTo(new Shape(3, 1));
            assertThat(settings.shape().pods()).isEqualTo(8);
            assertThat(settings.policy().version()).isEqualTo(7);
            assertThat(settings.policy().memory()).isEqualTo(new Policy.Thresholds(70, 30));
            assertThat(settings.jobTimeout()).isEqualTo(Duration.ofMinutes(10));
            assertThat(settings.freshness()).isEqualTo(Duration.ofMinutes(1));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            masters: 2 | masters is 2 and minMasters is 3: raise masters or lower minMasters
            masters: 0 | masters is 0 and minMasters is 3: raise masters or lower minMasters
            minMasters: 2 | minMasters is 2 and must be at least 3
            minMasters: 5 | masters is 3 and minMasters is 5: raise masters or lower minMasters
            minMasters: 3, maxMasters: 2 | masters is 3 and maxMasters is 2: lower masters or raise maxMasters
            replicasPerMaster: -1 | replicasPerMaster is -1 and must be at least 0
            cpuThreshold: 0 | cpuThreshold is 0 and must be from 1 to 100
            cpuThresholdLow: 70 | cpuThreshold is 70 and cpuThresholdLow is 70: the first must exceed the second
            memoryThreshold: 30 | memoryThreshold is 30 and memoryThresholdLow is 30: the first must exceed the second
            memoryThresholdLow: 0 | memoryThresholdLow is 0 and must be from 1 to 100
            reshardTimeoutSeconds: 59 | reshardTimeoutSeconds is 59 and must be from 60 to 3600
            scaleCooldownSeconds: 3601 | scaleCooldownSeconds is 3601 and must be from 30 to 3600
            metricsQueryInterval: 4 | metricsQueryInterval is 4 and must be from 5 to 300
            redisVersion: 'a b' | redisVersion 'a b' is no image tag: write one such as 7.2
            prometheusURL: 'ftp://x' | prometheusURL 'ftp://x' must begin with http:// or https://
            prometheusURL: 'http://a b' | prometheusURL 'http://a b' is no URL: Illegal character in authority
            redisConfig: {port: '7'} | redisConfig sets port, which is what the cluster stands on: leave it out
            redisConfig: {save: ''} | redisConfig save is no setting with a value on one line
            scaling: {maxBytesPerDay: lots} | scaling: maxBytesPerDay 'lots' is no number of bytes: write one such as 50Gi
            scaling: {maxStep: 0} | scaling: maxStep must be at least 1 but is 0
            scaling: {excludedWindows: [{schedule: '0 25 * * *', duration: 2h}]} | scaling: schedule '0 25 * * *' is not
            scaling: {excludedWindows: [{schedule: '0 2 * * *', duration: long}]} | scaling: duration 'long' of an excluded
            scaling: {excludedWindows: [{schedule: '0 2 * * *', duration: 1h, timeZone: Nowhere}]} | scaling: timeZone 'Now
            shadow: [{name: low, cpuThreshold: 20}] | shadow low: the high threshold must exceed the low one, but 20 ≤ 20
            shadow: [{name: a}, {name: a}] | two shadow policies are named a
            existingCluster: true | existingCluster is true and podSelector is empty: add the labels that the cluster's
            existingCluster: true, podSelector: {a: b} | existingCluster is true and serviceName is empty: add the name
            existingCluster: true, podSelector: {a: 'b c'}, serviceName: s | podSelector a: 'b c' is no label of Kubernetes
            existingCluster: true, podSelector: {a: b}, serviceName: 's,t' | serviceName 's,t' is no name that an object
            existingCluster: true, podSelector: {a: b}, serviceName: s, storage: {size: 1Gi} | existingCluster is true, and storage is for whoever deployed
            existingCluster: true, podSelector: {a: b}, serviceName: s, redisConfig: {maxclients: '9'} | existingCluster is true, and redisConfig is
            networkPolicy: {allowedNamespaces: [Web]} | networkPolicy allows namespace 'Web', which is no name that a
            existingCluster: true, podSelector: {a: b}, serviceName: s, networkPolicy: {} | existingCluster is true, and networkPolicy is
            existingCluster: true, podSelector: {a: b}, serviceName: s, maxmemory: 1Gi | existingCluster is true, and maxmemory is
            existingCluster: true, podSelector: {a: b}, serviceName: s, pod: {image: valkey} | existingCluster is true, and pod, but for
            """, quoteCharacter = '`')
    void aSpecThatCannotBeIsRefusedWithWhatToChange(String change, String sentence) {
        assertThat(read(change))
                .isInstanceOfSatisfying(
                        SpecReading.Refused.class,
                        refused -> assertThat(refused.sentence()).startsWith(sentence));
    }

    @Test
    void anAdoptedClusterIsWhatTheSpecPointsAt() {
        String fields = "existingCluster: true, podSelector: {app: legacy}, serviceName: legacy-headless";
        assertThat(accepted(fields).hosting().adoption())
                .contains(new Adoption(
                        new TreeMap<>(Map.of("app", "legacy")), "legacy-headless", "cart", Adoption.Scaling.OURS));
        assertThat(accepted(fields + ", statefulSetName: legacy, manageStatefulSet: false,"
                                + " pod: {imagePullSecrets: [{name: registry}]}")
                        .hosting()
                        .adoption())
                .contains(new Adoption(
                        new TreeMap<>(Map.of("app", "legacy")), "legacy-headless", "legacy", Adoption.Scaling.THEIRS));
        assertThat(accepted("existingCluster: false, podSelector: {}, serviceName: '', statefulSetName: ''")
                        .hosting()
                        .adoption())
                .isEmpty();
    }

    @Test
    void aSettingCannotSmuggleASecondLineIn() {
        assertThat(read("redisConfig: {maxmemory: \"1gb\\nport 7\"}")).isInstanceOf(SpecReading.Refused.class);
    }

    @Test
    void theScalingRulesAreThoseOfTheSpec() {
        Policy policy = accepted(
                        "strategy: threshold, scaling: {maxStep: 2, outWindowSeconds: 30, inWindowSeconds: 600,"
                                + " maxBytesPerDay: 50Gi, maxScalingsPerDay: 6, forecast: 'off', excludedWindows:"
                                + " [{schedule: '0 8 * * 1-5', duration: 1h30m, timeZone: Europe/Berlin, directions: in}]}")
                .policy();
        assertThat(policy.strategy()).isEqualTo(Policy.Strategy.THRESHOLD);
        assertThat(policy.limits())
                .isEqualTo(new Limits(
                        OptionalInt.of(2),
                        Optional.of(Duration.ofSeconds(30)),
                        Optional.of(Duration.ofMinutes(10)),
                        OptionalLong.of(50L << 30),
                        OptionalInt.of(6),
                        List.of(new ExcludedWindow(
                                "0 8 * * 1-5",
                                Duration.ofMinutes(90),
                                ZoneId.of("Europe/Berlin"),
                                ExcludedWindow.Directions.IN)),
                        Limits.Forecast.OFF));
    }

    @Test
    void aShadowPolicyIsTheSpecsOwnWhereItSaysNothingElse() {
        Policy policy = accepted("scaling: {maxStep: 2}, shadow: [{name: calm, cpuThreshold: 85,"
                        + " scaleCooldownSeconds: 600, strategy: threshold}]")
                .policy();
        assertThat(policy.shadows()).singleElement().satisfies(shadow -> {
            assertThat(shadow.name()).isEqualTo("calm");
            assertThat(shadow.policy().cpu()).isEqualTo(new Policy.Thresholds(85, 20));
            assertThat(shadow.policy().memory()).isEqualTo(policy.memory());
            assertThat(shadow.policy().scaleCooldown()).isEqualTo(Duration.ofMinutes(10));
            assertThat(shadow.policy().strategy()).isEqualTo(Policy.Strategy.THRESHOLD);
            assertThat(shadow.policy().limits()).isEqualTo(policy.limits());
        });
    }

    @ParameterizedTest
    @CsvSource({"all, ALL", "in, IN", "out, OUT"})
    void scalingIsPausedByAnnotation(String value, Pause pause) {
        assertThat(annotated(value))
                .isInstanceOfSatisfying(
                        SpecReading.Accepted.class,
                        accepted ->
                                assertThat(accepted.settings().policy().pause()).isEqualTo(pause));
    }

    @Test
    void aPauseThatIsMisspeltIsRefused() {
        assertThat(annotated("yes"))
                .isEqualTo(new SpecReading.Refused("annotation slotwise.io/pause is 'yes' and must be all, in or out:"
                        + " change it or take it away"));
    }

    private static SpecReading annotated(String pause) {
        return SpecReading.of(Serialization.unmarshal("""
                apiVersion: cache.example.com/v1
                kind: RedisCluster
                metadata: {name: cart, namespace: shop, generation: 7, annotations: {slotwise.io/pause: %s}}
                spec: {%s}
                """.formatted(pause, GOOD), RedisCluster.class));
    }

    private static Settings accepted(String change) {
        return ((SpecReading.Accepted) read(change)).settings();
    }
}
