package io.slotwise.streams.tune;

import io.slotwise.model.Policy;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.Optimum;
import io.slotwise.streams.replay.Plant;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Score;
import io.slotwise.streams.replay.Simulation;
import io.slotwise.streams.replay.Slotwise;
import io.slotwise.streams.tune.Tuning.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/**
 * Searches settings: some at random, then those one turn away from the best, then without what the best does not need. What
 * it finds on the first part of each history must show its worth on the rest.
 */
public final class Tuner {
    /** Shorter histories have no second week that could bear out the first. */
    public static final Duration LEAST = Duration.ofDays(7);

    private static final double TRAIN = 0.6;

    /** Of a longer first part the last four weeks are searched on: a try of more takes longer, and tells of times long gone. */
    private static final Duration MOST = Duration.ofDays(28);

    private static final int BEST = 4;

    private final Policy policy;
    private final Plant plant;
    private final Price price;
    private final Objective objective;
    private final Workers workers;
    private final List<Course> train = new ArrayList<>();
    private final List<Course> rest = new ArrayList<>();
    private final List<Knob> knobs;
    private final Duration length;
    private final Map<Settings, Total> tried = new LinkedHashMap<>();

    /** Who does the work, on however many cores; the answers are in the order of the work. */
    @FunctionalInterface
    public interface Workers {
        <T> List<T> run(List<? extends Callable<T>> work);
    }

    /**
     * What settings are tried under.
     *
     * @param policy the rules that there are
     */
    public record Terms(Policy policy, Plant plant, Price price, Objective objective) {}

    public Tuner(List<Course> histories, Terms terms, Workers workers) {
        this.policy = terms.policy();
        this.plant = terms.plant();
        this.price = terms.price();
        this.objective = terms.objective();
        this.workers = workers;
        histories.forEach(this::cut);
        this.knobs = histories.stream().anyMatch(course -> course.memoryLimit().isPresent())
                ? Knob.ALL
                : Knob.WITHOUT_MEMORY;
        this.length = histories.stream()
                .map(course -> Duration.between(course.at(0), course.end()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void cut(Course course) {
        int place = (int) (course.ticks() * TRAIN);
        if (place < 1 || place >= course.ticks()) {
            throw new IllegalArgumentException(course.name() + " is too short to be cut into two parts");
        }
        train.add(course.between(course.tickAt(course.at(place).minus(MOST)), place));
        rest.add(course.between(place, course.ticks()));
    }

    /**
     * Searches.
     *
     * @param tries about how many settings to try, at least 1
     * @param seed of the random ones
     */
    public Tuning search(int tries, long seed) {
        Settings now = Settings.of(policy);
        tryAll(List.of(now));
        scatter(now, Math.max(1, tries / 2), new SplittableRandom(seed));
        while (tried.size() < tries && refine(tries)) {
            // Goes on until no turn of the best makes it better.
        }
        Settings best = simplest(best(1).get(0), now);
        List<Settings> front = front();
        List<Settings> shown = new ArrayList<>(front);
        shown.add(now);
        shown.add(best);
        Map<Settings, Total> judged = judge(shown, rest);
        double optimum = workers
                .run(rest.stream()
                        .<Callable<Double>>map(course -> () -> Optimum.of(course, plant, price, Result.Detail.SCORE)
                                .score()
                                .cost())
                        .toList())
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        Trial before = trial("now", now, judged);
        Trial found = trial("found", best, judged);
        return new Advising(objective, length)
                .of(
                        tried.size(),
                        before,
                        found,
                        front.stream()
                                .map(one -> trial(one.toString(), one, judged))
                                .toList(),
                        optimum);
    }

    private Trial trial(String name, Settings settings, Map<Settings, Total> judged) {
        return new Trial(name, settings, total(tried, settings), total(judged, settings));
    }

    private static Total total(Map<Settings, Total> totals, Settings settings) {
        Total total = totals.get(settings);
        if (total == null) {
            throw new IllegalArgumentException("these settings were not tried: " + settings);
        }
        return total;
    }

    private void scatter(Settings now, int number, SplittableRandom random) {
        List<Settings> some = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Settings one = now;
            for (Knob knob : knobs) {
                if (random.nextInt(3) > 0) {
                    one = knob.turn(
                            one, knob.places().get(random.nextInt(knob.places().size())));
                }
            }
            some.add(one);
        }
        tryAll(some);
    }

    /** Tries what is one turn away from the best few; whether the best is another one now. */
    private boolean refine(int tries) {
        Settings before = best(1).get(0);
        List<Settings> near = new ArrayList<>();
        for (Settings good : best(BEST)) {
            for (Knob knob : knobs) {
                int at = place(knob, good);
                for (int to : new int[] {at - 1, at + 1}) {
                    if (to >= 0 && to < knob.places().size()) {
                        near.add(knob.turn(good, knob.places().get(to)));
                    }
                }
            }
        }
        tryAll(near.stream()
                .distinct()
                .filter(one -> !tried.containsKey(one))
                .limit(tries - tried.size())
                .toList());
        return !best(1).get(0).equals(before);
    }

    private static int place(Knob knob, Settings settings) {
        int value = knob.value(settings);
        int at = 0;
        for (int i = 0; i < knob.places().size(); i++) {
            if (Math.abs(knob.places().get(i) - value) < Math.abs(knob.places().get(at) - value)) {
                at = i;
            }
        }
        return at;
    }

    /** Takes back every turn that does not make it better, so that what is left has a reason. */
    private Settings simplest(Settings found, Settings now) {
        Settings best = found;
        for (Knob knob : knobs) {
            UnaryOperator<Settings> back = settings -> knob.turn(settings, knob.value(now));
            Settings simpler = back.apply(best);
            if (!simpler.equals(best)) {
                tryAll(List.of(simpler));
                best = objective.isBetter(total(tried, best), total(tried, simpler)) ? best : simpler;
            }
        }
        return best;
    }

    private List<Settings> best(int number) {
        return tried.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(objective.order()))
                .limit(number)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Settings> front() {
        Map<Total, Settings> different = new LinkedHashMap<>();
        tried.forEach((settings, total) -> different.putIfAbsent(total, settings));
        return different.entrySet().stream()
                .filter(one -> different.keySet().stream().noneMatch(other -> other.dominates(one.getKey())))
                .sorted(Map.Entry.comparingByKey(Comparator.comparingDouble(Total::runningCost)))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void tryAll(List<Settings> some) {
        List<Settings> fresh =
                some.stream().distinct().filter(one -> !tried.containsKey(one)).toList();
        tried.putAll(judge(fresh, train));
    }

    private Map<Settings, Total> judge(List<Settings> some, List<Course> courses) {
        List<Settings> each = some.stream().distinct().toList();
        List<Total> totals = workers.run(each.stream()
                .<Callable<Total>>map(settings -> () -> total(settings, courses))
                .toList());
        Map<Settings, Total> all = new LinkedHashMap<>();
        for (int i = 0; i < each.size(); i++) {
            all.put(each.get(i), totals.get(i));
        }
        return all;
    }

    private Total total(Settings settings, List<Course> courses) {
        Slotwise contender = Slotwise.of(settings.on(policy));
        List<Score> scores = courses.stream()
                .map(course -> Simulation.run(course, contender, plant, price, Result.Detail.SCORE)
                        .score())
                .toList();
        return Total.of(scores, price);
    }
}
