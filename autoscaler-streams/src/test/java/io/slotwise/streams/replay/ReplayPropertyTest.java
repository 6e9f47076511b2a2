package io.slotwise.streams.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ReplayPropertyTest {
    private static final Plant PLANT = Plant.DEFAULT.withBounds(new Bounds(3, 12));
    private static final double EXACT = 1e-6;

    @Property(tries = 150)
    void noPolicyIsCheaperThanTheOptimum(@ForAll("courses") Course course, @ForAll("prices") Price price) {
        double best = cost(Optimum.of(course, PLANT, price, Result.Detail.SCORE));

        for (Contender contender : contenders()) {
            assertThat(cost(Simulation.run(course, contender, PLANT, price, Result.Detail.SCORE)))
                    .as(contender.name())
                    .isGreaterThanOrEqualTo(best - EXACT);
        }
    }

    @Property(tries = 150)
    void theOptimumIsWhatTryingEverythingFinds(@ForAll("tiny") Course course, @ForAll("prices") Price price) {
        Bounds bounds = new Bounds(3, 5);
        Plant plant = Plant.DEFAULT.withBounds(bounds);

        double best = cost(Optimum.of(course, plant, price, Result.Detail.SCORE));

        assertThat(best).isCloseTo(Naive.leastCost(course, 90, price, 0, course.masters(), bounds), within(EXACT));
    }

    @Property(tries = 300)
    void billingAndViolationsAreAsInAPlainCount(
            @ForAll("courses") Course course, @ForAll @IntRange(max = 9999) int seed) {
        Random random = new Random(seed);
        List<Integer> wishes = new ArrayList<>();
        int wish = 3;
        for (int tick = 0; tick < course.ticks(); tick++) {
            wish = random.nextInt(8) == 0 ? random.nextInt(16) : wish;
            wishes.add(wish);
        }

        Score score = Simulation.run(course, new Wishes(wishes), PLANT, Price.DEFAULT, Result.Detail.SCORE)
                .score();

        Naive naive = new Naive(course, 90).run(wishes, 3, 12);
        assertThat(score.scalings()).isEqualTo(naive.scalings);
        assertThat(score.flaps()).isEqualTo(naive.flaps);
        assertThat(score.violationMinutes()).isCloseTo(naive.violationMinutes, within(EXACT));
        assertThat(score.masterHours()).isCloseTo(naive.masterHours, within(EXACT));
        assertThat(score.bytesMoved()).isCloseTo(Math.round(naive.moved), within(2L));
        assertThat(score.cost()).isCloseTo(naive.cost(Price.DEFAULT), within(EXACT));
    }

    @Property(tries = 30)
    void theSameRunGivesTheSameResult(@ForAll("courses") Course course) {
        for (Contender contender : contenders()) {
            assertThat(Simulation.run(course, contender, PLANT, Price.DEFAULT, Result.Detail.FULL))
                    .isEqualTo(Simulation.run(course, contender, PLANT, Price.DEFAULT, Result.Detail.FULL));
        }
    }

    @Provide
    Arbitrary<Course> courses() {
        return Courses.of(12, 60, 5, 15, 60);
    }

    @Provide
    Arbitrary<Course> tiny() {
        return Courses.of(4, 2, 30, 60, 120);
    }

    @Provide
    Arbitrary<Price> prices() {
        return Arbitraries.of(
                Price.DEFAULT,
                Price.DEFAULT.violationTimes(5),
                Price.DEFAULT.violationTimes(0.2),
                new Price(1, 0, 0),
                new Price(0, 1, 0));
    }

    private static List<Contender> contenders() {
        List<Contender> all = new ArrayList<>(Contenders.parse("static:3,static:7"));
        Contenders.PEERS.forEach(all::addAll);
        all.add(Slotwise.asRecorded());
        return all;
    }

    private static double cost(Result result) {
        return result.score().cost();
    }

    /** Wants at each tick what it was told to. */
    private record Wishes(List<Integer> wishes) implements Contender {
        @Override
        public String name() {
            return "wishes";
        }

        @Override
        public Pilot pilot(Course course, Diary diary) {
            return new Pilot() {
                @Override
                public int wanted(Observation seen) {
                    return wishes.get(seen.tick());
                }

                @Override
                public String why() {
                    return "told";
                }
            };
        }
    }
}
