package io.slotwise.streams.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random courses for properties: stretches of demand with skew, bytes, hot slots and gaps. */
final class Courses {
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private Courses() {}

    /** Some ticks that are alike. */
    record Stretch(int ticks, double cpu, double skew, double indivisible, double bytes, Course.Sight sight) {}

    static Arbitrary<Course> of(int stretches, int longest, int... intervals) {
        Arbitrary<Stretch> stretch = Combinators.combine(
                        Arbitraries.integers().between(1, longest),
                        Arbitraries.doubles().between(0, 900),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just(1.0)),
                                Tuple.of(1, Arbitraries.doubles().between(1, 4))),
                        Arbitraries.frequencyOf(
                                Tuple.of(5, Arbitraries.just(0.0)),
                                Tuple.of(1, Arbitraries.doubles().between(0, 100))),
                        Arbitraries.doubles().between(0, 5e9),
                        Arbitraries.frequency(
                                Tuple.of(8, Course.Sight.SEEN),
                                Tuple.of(1, Course.Sight.ABSENT),
                                Tuple.of(1, Course.Sight.SILENT),
                                Tuple.of(1, Course.Sight.FAILING)))
                .as(Stretch::new);
        return Combinators.combine(
                        Arbitraries.of(Arrays.stream(intervals).boxed().toList()),
                        Arbitraries.integers().between(3, 5),
                        Arbitraries.of(OptionalLong.empty(), OptionalLong.of(1_000_000_000)),
                        stretch.list().ofMinSize(1).ofMaxSize(stretches))
                .as(Courses::course);
    }

    private static Course course(int interval, int masters, OptionalLong limit, List<Stretch> stretches) {
        CourseBuilder builder =
                Course.of(new Course.Setting("random", START, Duration.ofSeconds(interval), masters, limit));
        for (Stretch stretch : stretches) {
            builder.cpu(stretch.cpu())
                    .cpuSkew(stretch.skew())
                    .memorySkew(stretch.skew())
                    .indivisible(stretch.indivisible())
                    .bytes(stretch.bytes());
            for (int i = 0; i < stretch.ticks(); i++) {
                builder.tick(stretch.sight());
            }
        }
        return builder.build();
    }
}
