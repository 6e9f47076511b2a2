package io.slotwise.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.Intent;
import io.slotwise.model.Policy;
import io.slotwise.model.Reason;
import io.slotwise.reconciler.plan.IntentGate.Judgement;
import io.slotwise.reconciler.plan.IntentGate.Standing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IntentGateTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Policy POLICY = policy(Policy.Scaling.AUTOMATIC);
    private static final Standing STANDING = new Standing(7, "shop/cart@5", Phase.INITIALIZED, POLICY);

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
        Standing after = new Standing(8, "shop/cart@7", Phase.INITIALIZED, POLICY);
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
    void anIntentStaysWithinThePolicy() {
        assertRefused(IntentGate.judge(intent(7, 7), STANDING, NOW), Reason.AT_MAX_MASTERS);
        Standing four = new Standing(
                7,
                "",
                Phase.INITIALIZED,
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
        Standing manual = new Standing(7, "", Phase.INITIALIZED, policy(Policy.Scaling.MANUAL));
        assertRefused(IntentGate.judge(intent(7, 4), manual, NOW), Reason.AUTOSCALE_DISABLED);
    }

    @Test
    void anIntentForAClusterThatIsBeingFormedWaits() {
        Standing forming = new Standing(7, "", Phase.FORMING, POLICY);
        assertThat(IntentGate.judge(intent(7, 4), forming, NOW)).isEqualTo(new Judgement.Hold());
    }
}
