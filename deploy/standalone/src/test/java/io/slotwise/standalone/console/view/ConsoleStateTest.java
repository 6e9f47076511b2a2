package io.slotwise.standalone.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Operation;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleStateTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");
    private static final Limits SMALL = new Limits(Duration.ofMinutes(10), 20, 3, 3, 3, 2, 3);
    private static final Shop CART = Shop.cart();

    private ConsoleState state = ConsoleState.empty(SMALL);

    private Optional<Update> take(Change change) {
        Step step = state.with(change);
        state = step.state();
        return step.update();
    }

    private ClusterView cart() {
        return state.clusters().get(0);
    }

    private void describe() {
        take(new Change.Described(CART.described(AT)));
    }

    @Test
    void aClusterIsShownOnlyWhenTheReconcilerToldOfIt() {
        assertThat(take(new Change.Sampled(CART.sample(AT, 10, 20, 30)))).isEmpty();
        assertThat(state.clusters()).isEmpty();

        Optional<Update> update = take(new Change.Described(CART.described(AT)));

        assertThat(update).containsInstanceOf(Update.Appeared.class);
        assertThat(cart().sample()).isPresent();
        assertThat(cart().trend()).hasSize(1);
    }

    @Test
    void aRemovedClusterIsGoneWithAllThatWasKnownOfIt() {
        describe();
        assertThat(take(new Change.Removed(CART.cluster()))).contains(new Update.Gone(CART.cluster()));
        assertThat(state.clusters()).isEmpty();
        assertThat(take(new Change.Removed(CART.cluster()))).isEmpty();
    }

    @Test
    void aSampleIsShownAndJoinsTheTrend() {
        describe();
        Sample sample = CART.sample(AT, 71.26, 20, 30);

        Update update = take(new Change.Sampled(sample)).orElseThrow();

        assertThat(cart().sample()).contains(sample);
        Point point = cart().trend().get(0);
        assertThat(point.pods()).containsExactly("cart-0", "cart-1", "cart-2");
        assertThat(point.cpu()).containsExactly(713, 200, 300);
        assertThat(update).isEqualTo(new Update.Sampled(CART.cluster(), sample, Optional.of(point)));
    }

    @Test
    void prometheusIsShownOnlyForWantOfRedis() {
        describe();
        Sample redis = CART.sample(AT, 10, 20, 30);
        take(new Change.Sampled(redis));

        assertThat(take(new Change.Sampled(fromPrometheus(AT.plusSeconds(5))))).isEmpty();
        assertThat(cart().sample()).contains(redis);

        take(new Change.Sampled(fromPrometheus(AT.plusSeconds(90))));
        assertThat(cart().sample().map(Sample::source)).contains(Sample.Source.PROMETHEUS);
    }

    private static Sample fromPrometheus(Instant at) {
        Sample sample = CART.sample(at, 10, 20, 30);
        return new Sample(sample.cluster(), at, Sample.Source.PROMETHEUS, sample.health(), sample.nodes());
    }

    @Test
    void decisionsStandInTheOrderOfTheirTimesEachOnceAndTheNewestOnly() {
        describe();
        for (int second : new int[] {2, 1, 4, 3, 4}) {
            take(new Change.Decided(CART.decision(
                    CART.sample(AT.plusSeconds(second), 10, 20, 30),
                    Verdict.HOLD,
                    Reason.WITHIN_THRESHOLDS,
                    3,
                    "because")));
        }
        assertThat(cart().decisions())
                .extracting(decision -> decision.at().getEpochSecond() - AT.getEpochSecond())
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void aLongSentenceIsCut() {
        describe();
        take(new Change.Decided(
                CART.decision(CART.sample(AT, 10, 20, 30), Verdict.HOLD, Reason.COOLDOWN, 3, "x".repeat(100_000))));
        assertThat(cart().decisions().get(0).sentence()).hasSize(1000).endsWith("…");
    }

    @Test
    void anOperationIsABandFromItsBeginningUntilItIsGone() {
        describe();
        Operation reshard = Shop.operation(Operation.Kind.RESHARD, AT.plusSeconds(1));
        take(new Change.Described(CART.described(AT.plusSeconds(2), 8, 4, Optional.of(reshard))));
        take(new Change.Described(CART.described(AT.plusSeconds(3), 8, 4, Optional.of(reshard))));
        assertThat(cart().operations())
                .containsExactly(new Band(Operation.Kind.RESHARD, AT.plusSeconds(1), Optional.empty()));

        take(new Change.Described(CART.described(AT.plusSeconds(9), 8, 4, Optional.empty())));
        assertThat(cart().operations())
                .containsExactly(new Band(Operation.Kind.RESHARD, AT.plusSeconds(1), Optional.of(AT.plusSeconds(9))));
    }

    @Test
    void aRunIsFollowedFromItsFirstWordToItsLast() {
        describe();
        take(new Change.Reported(CART.reshard("a", JobEvent.Phase.STARTED, AT, 0, "begins")));
        take(new Change.Reported(CART.reshard("a", JobEvent.Phase.PROGRESS, AT.plusSeconds(2), 100, "moves")));
        assertThat(cart().runs()).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(JobRun.Outcome.RUNNING);
            assertThat(run.since()).isEqualTo(AT);
            assertThat(run.slotsDone()).isEqualTo(100);
        });

        take(new Change.Reported(CART.reshard("a", JobEvent.Phase.FINISHED, AT.plusSeconds(9), 4096, "done")));
        assertThat(cart().runs()).extracting(JobRun::outcome).containsExactly(JobRun.Outcome.FINISHED);
    }

    @Test
    void aKilledRunIsInterruptedWhenTheNextTakesUpItsWork() {
        describe();
        take(new Change.Reported(CART.reshard("a", JobEvent.Phase.PROGRESS, AT, 100, "moves")));
        take(new Change.Reported(CART.reshard("b", JobEvent.Phase.STARTED, AT.plusSeconds(9), 0, "begins")));
        assertThat(cart().runs())
                .extracting(JobRun::outcome)
                .containsExactly(JobRun.Outcome.INTERRUPTED, JobRun.Outcome.RUNNING);
    }

    @Test
    void onlyTheNewestRunsAreKept() {
        describe();
        for (String run : List.of("a", "b", "c", "d", "e")) {
            take(new Change.Reported(CART.reshard(run, JobEvent.Phase.FINISHED, AT, 1, "done")));
        }
        assertThat(cart().runs()).extracting(JobRun::runId).containsExactly("c", "d", "e");
    }

    @Test
    void theNewestIntentIsKept() {
        describe();
        take(new Change.Intended(CART.intent(AT, 7, 4, "because")));
        assertThat(cart().intent().orElseThrow().masters()).isEqualTo(4);
    }

    @Test
    void aRecordThatSeveralPartsCouldNotReadCountsOnce() {
        take(new Change.SetAside(letter(1, "streams")));
        take(new Change.SetAside(letter(1, "console")));
        take(new Change.SetAside(letter(2, "console")));
        take(new Change.SetAside(letter(3, "console")));

        assertThat(state.rejections().total()).isEqualTo(3);
        assertThat(state.rejections().newest())
                .extracting(Rejections.Rejection::offset)
                .containsExactly(2L, 3L);
    }

    @Test
    void aRejectionShowsHowTheRecordBegins() {
        take(new Change.SetAside(letter(1, "streams")));
        Rejections.Rejection rejection = state.rejections().newest().get(0);
        assertThat(rejection.preview()).isEqualTo("{\"at\":·yesterday}");
        assertThat(rejection.problem()).isEqualTo("no time");
    }

    @Test
    void aDeadLetterWhoseValueIsNoBase64IsShownAsItIs() {
        take(new Change.SetAside(
                new DeadLetter("slotwise.samples", 0, 1, "k", "<not base64>", "streams", "no time", AT)));
        assertThat(state.rejections().newest().get(0).preview()).isNotEmpty();
    }

    private static DeadLetter letter(long offset, String component) {
        return new DeadLetter(
                "slotwise.samples", 0, offset, "shop/cart", "eyJhdCI6CXllc3RlcmRheX0=", component, "no time", AT);
    }

    @Test
    void strangersDoNotCrowdOutTheClustersThatAreShown() {
        describe();
        IntStream.range(0, 50)
                .forEach(i -> take(new Change.Sampled(new Shop(new ClusterKey("ghost", "g" + i)).sample(AT, 1, 2, 3))));
        Shop late = new Shop(new ClusterKey("shop", "late"));
        take(new Change.Described(late.described(AT)));

        assertThat(state.clusters()).extracting(ClusterView::cluster).containsExactly(CART.cluster(), late.cluster());
    }

    @Test
    void noMoreClustersAreShownThanTheLimitAllows() {
        IntStream.range(0, 9)
                .forEach(i -> take(new Change.Described(new Shop(new ClusterKey("shop", "s" + i)).described(AT))));
        assertThat(state.clusters()).hasSize(SMALL.clusters());
    }
}
