package io.slotwise.streams.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Policy;
import io.slotwise.model.Verdict;
import io.slotwise.model.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What holds on every course, however the load, the collector and the reconciler behave. */
class DeciderPropertyTest {
    private static final Set<Step.Flaw> HARMLESS_TO_SCALE_OUT =
            EnumSet.of(Step.Flaw.NONE, Step.Flaw.MISSING_CPU, Step.Flaw.MISSING_MEMORY);
    private static final Set<Step.Flaw> HARMLESS_TO_SCALE_IN = EnumSet.of(Step.Flaw.NONE, Step.Flaw.NO_STANDBY);

    @Property
    void twoIntentsAreNeverCloserThanTheCooldown(
            @ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        Optional<Instant> last = Optional.empty();
        for (World.Judged judged : scalings(World.run(cluster, steps))) {
            Instant at = judged.sample().at();
            Duration cooldown = judged.cluster().policy().scaleCooldown();
            assertThat(last.map(before -> Duration.between(before, at)).orElse(cooldown))
                    .isGreaterThanOrEqualTo(cooldown);
            judged.cluster()
                    .lastScaleTime()
                    .ifPresent(
                            before -> assertThat(Duration.between(before, at)).isGreaterThanOrEqualTo(cooldown));
            last = Optional.of(at);
        }
    }

    @Property
    void anIntentIsWithinTheBoundsAndMovesTheWayOfItsVerdict(
            @ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        for (World.Judged judged : scalings(World.run(cluster, steps))) {
            Intent intent = judged.outcome().intent().orElseThrow();
            Policy policy = judged.cluster().policy();
            assertThat(intent.masters())
                    .isBetween(policy.minMasters(), policy.maxMasters().orElse(Integer.MAX_VALUE));
            assertThat(Integer.signum(intent.masters() - judged.cluster().masters()))
                    .isEqualTo(judged.outcome().verdict() == Verdict.SCALE_OUT ? 1 : -1);
            assertThat(intent.generation()).isEqualTo(judged.cluster().generation());
        }
    }

    @Property
    void nothingScalesOnAFlawedSample(@ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        for (World.Judged judged : scalings(World.run(cluster, steps))) {
            boolean out = judged.outcome().verdict() == Verdict.SCALE_OUT;
            assertThat(out ? HARMLESS_TO_SCALE_OUT : HARMLESS_TO_SCALE_IN).contains(judged.flaw());
            assertThat(judged.cluster().operation()).isEmpty();
            assertThat(judged.cluster().policy().scaling()).isEqualTo(Policy.Scaling.AUTOMATIC);
        }
    }

    @Property
    void scaleOutHasAMasterAboveAThresholdAndNamesIt(
            @ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        for (World.Judged judged : scalings(World.run(cluster, steps))) {
            if (judged.outcome().verdict() == Verdict.SCALE_OUT) {
                Policy policy = judged.cluster().policy();
                NodeSample hot = judged.sample()
                        .byPod(judged.outcome().intent().orElseThrow().pod())
                        .orElseThrow();
                assertThat(hot.isActiveMaster()).isTrue();
                assertThat(hot.load().cpuPercent().orElse(0) > policy.cpu().high()
                                || hot.load().memoryPercent().orElse(0)
                                        > policy.memory().high())
                        .isTrue();
            }
        }
    }

    @Property
    void afterScaleInNoRemainingMasterComesNearAHighThreshold(
            @ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        for (World.Judged judged : scalings(World.run(cluster, steps))) {
            if (judged.outcome().verdict() == Verdict.SCALE_IN) {
                assertRoomFor(judged);
            }
        }
    }

    /** Worked out from the sums, and anew for each who stays: not with the code under test. */
    private static void assertRoomFor(World.Judged judged) {
        String leaving = judged.outcome().intent().orElseThrow().pod();
        Policy policy = judged.cluster().policy();
        List<NodeSample> masters = judged.sample().activeMasters().toList();
        int stay = masters.size() - 1;
        double cpu = masters.stream().mapToDouble(DeciderPropertyTest::cpu).sum();
        double memory =
                masters.stream().mapToDouble(DeciderPropertyTest::memory).sum();
        assertThat(cpu / stay).isLessThan(0.9 * policy.cpu().high());
        assertThat(memory / stay).isLessThan(0.9 * policy.memory().high());
        NodeSample gone = judged.sample().byPod(leaving).orElseThrow();
        masters.stream().filter(master -> !master.equals(gone)).forEach(master -> {
            assertThat(cpu(master) + cpu(gone) / stay)
                    .isLessThan(0.9 * policy.cpu().high());
            assertThat(memory(master) + memory(gone) / stay)
                    .isLessThan(0.9 * policy.memory().high());
        });
    }

    private static double cpu(NodeSample node) {
        return node.load().cpuPercent().orElseThrow();
    }

    private static double memory(NodeSample node) {
        return node.load().memoryPercent().orElseThrow();
    }

    @Property
    void atMostOneIntentIsOutstanding(@ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        Optional<Intent> open = Optional.empty();
        for (World.Judged judged : scalings(World.run(cluster, steps))) {
            Intent intent = judged.outcome().intent().orElseThrow();
            assertThat(open.filter(before -> before.generation() == intent.generation()
                            && intent.at().isBefore(before.expiresAt())))
                    .isEmpty();
            open = Optional.of(intent);
        }
    }

    @Property
    void theSameCourseGivesTheSameDecisionsToTheByte(
            @ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        assertThat(written(World.run(cluster, steps))).isEqualTo(written(World.run(cluster, steps)));
    }

    private static List<String> written(List<World.Judged> history) {
        return history.stream()
                .map(judged -> Json.text(judged.outcome().decision())
                        + judged.outcome().intent().map(Json::text).orElse("")
                        + Json.text(judged.outcome().state().watch()))
                .toList();
    }

    @Property
    void everyDecisionSaysWhyInASentence(@ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        for (World.Judged judged : World.run(cluster, steps)) {
            Decision decision = judged.outcome().decision();
            Statistics.collect(decision.reason());
            assertThat(decision.sentence())
                    .matches("(?s)[\\p{Alnum}/-].+[.]")
                    .doesNotContain("Optional", "null", "NaN");
            assertThat(decision.verdict() == Verdict.HOLD)
                    .isEqualTo(judged.outcome().intent().isEmpty());
            assertThat(decision.policy()).contains(judged.cluster().policy());
        }
    }

    @Property
    void theWatchSurvivesItsJson(@ForAll("clusters") Clusters cluster, @ForAll("courses") List<Step> steps) {
        for (World.Judged judged : World.run(cluster, steps)) {
            Watch watch = judged.outcome().state().watch();
            assertThat(Json.read(Json.bytes(watch), Watch.class)).isEqualTo(watch);
        }
    }

    private static List<World.Judged> scalings(List<World.Judged> history) {
        return history.stream()
                .filter(judged -> judged.outcome().intent().isPresent())
                .toList();
    }

    @Provide
    Arbitrary<Clusters> clusters() {
        Arbitrary<Policy.Thresholds> thresholds = Combinators.combine(
                        Arbitraries.integers().between(10, 100),
                        Arbitraries.integers().between(1, 99))
                .as((high, low) -> new Policy.Thresholds(high, Math.min(low, high - 1)));
        return Combinators.combine(
                        Arbitraries.integers().between(3, 5),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 4),
                        thresholds,
                        thresholds,
                        Arbitraries.integers().between(0, 300))
                .as((min, above, room, cpu, memory, cooldown) -> Clusters.withMasters(min + above)
                        .thresholds(cpu, memory)
                        .timing(Duration.ofSeconds(15), Duration.ofSeconds(cooldown))
                        .bounds(min, room == 0 ? OptionalInt.empty() : OptionalInt.of(min + above + room - 1)));
    }

    /** Long stretches of one kind of load, so that courses confirm; flaws and answers are rarer than none. */
    @Provide
    Arbitrary<List<Step>> courses() {
        Arbitrary<List<Double>> idle = pool(0, 8);
        Arbitrary<List<Double>> any = pool(0, 120);
        Arbitrary<Tuple.Tuple2<List<Double>, List<Double>>> load = Arbitraries.frequencyOf(
                Tuple.of(3, Combinators.combine(idle, idle).as(Tuple::of)),
                Tuple.of(1, Combinators.combine(pool(5, 60), pool(5, 60)).as(Tuple::of)),
                Tuple.of(2, Combinators.combine(any, any).as(Tuple::of)));
        Arbitrary<Step.Flaw> flaw = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Step.Flaw.NONE)), Tuple.of(1, Arbitraries.of(Step.Flaw.class)));
        Arbitrary<Step.Answer> answer = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Step.Answer.NOTHING)),
                Tuple.of(2, Arbitraries.just(Step.Answer.END_OPERATION)),
                Tuple.of(2, Arbitraries.of(Step.Answer.class)));
        Arbitrary<Integer> seconds = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(15)),
                Tuple.of(1, Arbitraries.integers().between(1, 90)));
        Arbitrary<List<Step>> stretch = Combinators.combine(
                        load,
                        Combinators.combine(seconds, flaw, answer)
                                .as(Tuple::of)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(12))
                .as((levels, rest) -> rest.stream()
                        .map(each -> new Step(each.get1(), levels.get1(), levels.get2(), each.get2(), each.get3()))
                        .toList());
        return stretch.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(stretches -> stretches.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<List<Double>> pool(double least, double most) {
        return Arbitraries.doubles().between(least, most).list().ofMinSize(1).ofMaxSize(4);
    }
}
