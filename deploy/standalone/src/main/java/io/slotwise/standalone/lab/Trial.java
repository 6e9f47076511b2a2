package io.slotwise.standalone.lab;

import io.slotwise.model.Policy;
import io.slotwise.streams.replay.Bounds;
import io.slotwise.streams.replay.Contender;
import io.slotwise.streams.replay.Course;
import io.slotwise.streams.replay.Limits;
import io.slotwise.streams.replay.Optimum;
import io.slotwise.streams.replay.Plant;
import io.slotwise.streams.replay.Price;
import io.slotwise.streams.replay.Result;
import io.slotwise.streams.replay.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Policies tried on one course on the same plant, and the best that could have been done.
 *
 * @param results Slotwise first, then its shadow policies, then the others as they were given
 * @param optimum the best
 */
record Trial(Course course, List<Result> results, Result optimum) {
    /**
     * What all of them are tried under.
     *
     * @param plant limits, what moving takes, and the bounds of the policy and of its shadows, whichever are wider
     */
    record Terms(Plant plant, Price price, Policy policy) {
        static Terms of(Policy policy, double violation, Price price) {
            int most = Stream.concat(
                            Stream.of(policy), policy.shadows().stream().map(Policy.Shadow::policy))
                    .mapToInt(each -> each.maxMasters().orElse(Bounds.NO_CEILING))
                    .max()
                    .orElse(Bounds.NO_CEILING);
            Bounds bounds = new Bounds(policy.minMasters(), Math.max(most, policy.minMasters()));
            return new Terms(new Plant(Plant.DEFAULT.move(), Limits.violationAt(violation), bounds), price, policy);
        }
    }

    static Trial of(Course course, List<Contender> contenders, Terms terms) {
        List<Callable<Result>> work = new ArrayList<>();
        contenders.forEach(contender ->
                work.add(() -> Simulation.run(course, contender, terms.plant(), terms.price(), Result.Detail.FULL)));
        work.add(() -> Optimum.of(course, terms.plant(), terms.price(), Result.Detail.FULL));
        List<Result> results = Cores.run("replaying", work);
        return new Trial(course, results.subList(0, results.size() - 1), results.get(results.size() - 1));
    }
}
