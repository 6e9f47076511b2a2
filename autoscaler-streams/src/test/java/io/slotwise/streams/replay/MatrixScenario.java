package io.slotwise.streams.replay;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Courses with one trait each, of 15 s ticks, begun with three masters. */
record MatrixScenario(String name, String text, Consumer<CourseBuilder> plot) {
    private static final double LIMIT = 2e9;

    static final List<MatrixScenario> ALL = List.of(
            new MatrixScenario(
                    "steady", "150 % for 12 h", course -> course.cpu(150).ticks(12 * 240)),
            new MatrixScenario(
                    "steady high",
                    "255 % for 12 h, more than cpuThreshold on three",
                    course -> course.cpu(255).ticks(12 * 240)),
            new MatrixScenario("ramp", "60 to 600 % in 6 h, then 2 h there", course -> {
                slope(course, 60, 600, 6 * 240);
                course.ticks(2 * 240);
            }),
            new MatrixScenario("ebb", "600 to 60 % in 6 h, then 2 h there", course -> {
                slope(course, 600, 60, 6 * 240);
                course.ticks(2 * 240);
            }),
            new MatrixScenario("spike", "a minute of 400 % every hour on 150 %, 12 h", course -> {
                for (int hour = 0; hour < 12; hour++) {
                    course.cpu(400).ticks(4).cpu(150).ticks(236);
                }
            }),
            new MatrixScenario("daily wave", "90 to 420 % and back in a day, 3 days", course -> {
                for (int tick = 0; tick < 3 * 24 * 240; tick++) {
                    course.cpu(255 - 165 * Math.cos(2 * Math.PI * tick / (24 * 240)))
                            .tick();
                }
            }),
            new MatrixScenario("flash crowd", "120 to 700 % in a minute, back in 2 h, then 4 h at 120 %", course -> {
                course.cpu(120).ticks(240);
                slope(course, 120, 700, 4);
                slope(course, 700, 120, 2 * 240);
                course.ticks(4 * 240);
            }),
            new MatrixScenario("square wave", "10 min of 300 %, 10 min of 150 %, 12 h", course -> {
                for (int turn = 0; turn < 36; turn++) {
                    course.cpu(300).ticks(40).cpu(150).ticks(40);
                }
            }),
            new MatrixScenario("memory leak", "memory of three masters 30 to 110 % in 12 h", course -> {
                course.cpu(120);
                for (int tick = 0; tick < 12 * 240; tick++) {
                    course.bytes(3 * LIMIT * (0.3 + 0.8 * tick / (12 * 240))).tick();
                }
            }),
            new MatrixScenario(
                    "one hot slot",
                    "150 %, 95 % of it in one slot from the second hour on, 6 h",
                    course -> course.cpu(150).ticks(240).indivisible(95).ticks(5 * 240)),
            new MatrixScenario(
                    "skewed",
                    "180 %, the hottest master twice the mean, 6 h",
                    course -> course.cpu(180).cpuSkew(2).ticks(6 * 240)),
            new MatrixScenario("noisy", "150 to 270 % at random, 12 h", course -> {
                long seed = 42;
                for (int tick = 0; tick < 12 * 240; tick++) {
                    seed = seed * 6364136223846793005L + 1442695040888963407L;
                    course.cpu(150 + 120 * ((seed >>> 33) / (double) (1L << 31)))
                            .tick();
                }
            }),
            new MatrixScenario(
                    "missing data",
                    "100 to 400 % in 4 h and back; every third quarter of an hour without a sample",
                    course -> {
                        for (int tick = 0; tick < 8 * 240; tick++) {
                            double share = 1 - Math.abs(tick - 4 * 240) / (4.0 * 240);
                            course.cpu(100 + 300 * share)
                                    .tick(tick / 60 % 3 == 2 ? Course.Sight.ABSENT : Course.Sight.SEEN);
                        }
                    }),
            new MatrixScenario(
                    "failover",
                    "200 to 400 % in an hour, with two minutes of failover in the middle, then 3 h there",
                    course -> {
                        slope(course, 200, 300, 120);
                        for (int tick = 0; tick < 2; tick++) {
                            course.tick(Course.Sight.SILENT);
                        }
                        for (int tick = 0; tick < 6; tick++) {
                            course.tick(Course.Sight.FAILING);
                        }
                        slope(course, 300, 400, 112);
                        course.ticks(3 * 240);
                    }));

    Course course() {
        CourseBuilder course = Course.of(
                new Course.Setting(name, Courses.START, Duration.ofSeconds(15), 3, OptionalLong.of((long) LIMIT)));
        plot.accept(course);
        return course.build();
    }

    private static void slope(CourseBuilder course, double from, double to, int ticks) {
        for (int tick = 1; tick <= ticks; tick++) {
            course.cpu(from + (to - from) * tick / ticks).tick();
        }
    }
}
