package io.slotwise.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.Intent;
import io.slotwise.model.Pause;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import io.slotwise.reconciler.plan.IntentGate.Judgement;
import io.slotwise.reconciler.plan.IntentGate.Standing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentGateTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant CREATED = NOW.minusSeconds(3600);
    private static final Policy POLICY = policy(Policy.Scaling.AUTOMATIC);
    private static final Standing STANDING = new Standing(CREATED, 7, "shop/cart@5", Phase.INITIALIZED, 3, POLICY);

    private static Policy policy(Policy.Scaling scaling) {
        return new Policy(
                7,
                scaling,
                3,
                OptionalInt.of(6),
                new Policy.Thresholds(70, 20),
                new Policy.Thresholds(70, 30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                URI.create("http://prometheus:9090"));
    }

    private static Intent intent(long generation, int masters) {
        return new Intent(
                "shop/cart@" + generation,
                new ClusterKey("shop", "cart"),
                generation,
                masters,
                Reason.CPU_ABOVE_THRESHOLD,
                "cart-0 uses 91 % CPU",
                "cart-0",
                NOW.minusSeconds(5),
                NOW.plusSeconds(60));
    }

    private static void assertRefused(Judgement judgement, Reason reason) {
        assertThat(judgement)
                .isInstanceOfSatisfying(
                        Judgement.Refuse.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void anIntentForThePresentSpecIsApplied() {
        Intent intent = intent(7, 4);
        assertThat(IntentGate.judge(intent, STANDING, NOW)).isEqualTo(new Judgement.Apply(intent));
    }

    @Test
    void anIntentThatWasAppliedIsNotAppliedAgain() {
        Standing after = new Standing(CREATED, 8, "shop/cart@7", Phase.INITIALIZED, 3, POLICY);
        assertRefused(IntentGate.judge(intent(7, 4), after, NOW), Reason.INTENT_REPEATED);
    }

    @Test
    void anIntentIsVoidFromItsLastMomentOn() {
        assertRefused(IntentGate.judge(intent(7, 4), STANDING, NOW.plusSeconds(60)), Reason.INTENT_EXPIRED);
    }

    @Test
    void anIntentForAnotherSpecIsVoidWhetherOlderOrNewer() {
        assertRefused(IntentGate.judge(intent(6, 4), STANDING, NOW), Reason.INTENT_OUTDATED);
        assertRefused(IntentGate.judge(intent(8, 4), STANDING, NOW), Reason.INTENT_OUTDATED);
    }

    @Test
    void anIntentForAnEarlierClusterOfTheSameNameIsVoid() {
        Standing young = new Standing(NOW.minusSeconds(4), 7, "", Phase.INITIALIZED, 3, POLICY);
        assertRefused(IntentGate.judge(intent(7, 4), young, NOW), Reason.INTENT_OUTDATED);
    }

    @Test
    void anIntentStaysWithinThePolicy() {
        assertRefused(IntentGate.judge(intent(7, 7), STANDING, NOW), Reason.AT_MAX_MASTERS);
        Standing four = new Standing(
                CREATED,
                7,
                "",
                Phase.INITIALIZED,
                4,
                new Policy(
                        7,
                        Policy.Scaling.AUTOMATIC,
                        4,
                        OptionalInt.empty(),
                        POLICY.cpu(),
                        POLICY.memory(),
                        POLICY.scaleCooldown(),
                        POLICY.metricsQueryInterval(),
                        POLICY.prometheusUrl()));
        assertRefused(IntentGate.judge(intent(7, 3), four, NOW), Reason.AT_MIN_MASTERS);
    }

    @Test
    void anIntentIsVoidWhenAutoscalingIsOff() {
        Standing manual = new Standing(CREATED, 7, "", Phase.INITIALIZED, 3, policy(Policy.Scaling.MANUAL));
        assertRefused(IntentGate.judge(intent(7, 4), manual, NOW), Reason.AUTOSCALE_DISABLED);
    }

    @Test
    void anIntentForAClusterThatIsBeingFormedWaits() {
        Standing forming = new Standing(CREATED, 7, "", Phase.FORMING, 3, POLICY);
        assertThat(IntentGate.judge(intent(7, 4), forming, NOW)).isEqualTo(new Judgement.Hold());
    }

    @ParameterizedTest
    @CsvSource({"ALL, 4, 3", "ALL, 4, 5", "IN, 4, 3", "OUT, 4, 5"})
    void anIntentIsVoidWhenItsDirectionIsPaused(Pause pause, int masters, int wanted) {
        Standing paused = new Standing(CREATED, 7, "", Phase.INITIALIZED, masters, paused(pause));
        assertRefused(IntentGate.judge(intent(7, wanted), paused, NOW), Reason.PAUSED);
    }

    @ParameterizedTest
    @CsvSource({"OUT, 4, 3", "IN, 4, 5"})
    void theOtherDirectionStaysOpen(Pause pause, int masters, int wanted) {
        Standing paused = new Standing(CREATED, 7, "", Phase.INITIALIZED, masters, paused(pause));
        assertThat(IntentGate.judge(intent(7, wanted), paused, NOW)).isInstanceOf(Judgement.Apply.class);
    }

    private static Policy paused(Pause pause) {
        return new Policy(
                POLICY.version(),
                POLICY.scaling(),
                POLICY.minMasters(),
                POLICY.maxMasters(),
                POLICY.cpu(),
                POLICY.memory(),
                POLICY.scaleCooldown(),
                POLICY.metricsQueryInterval(),
                POLICY.prometheusUrl(),
                POLICY.strategy(),
                POLICY.limits(),
                pause,
                List.of());
    }
}
