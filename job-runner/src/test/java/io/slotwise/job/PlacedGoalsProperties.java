package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Placement;
import io.slotwise.job.plan.Placements;
import io.slotwise.job.plan.Plan;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.SlotLoad;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Jobs whose end is said by slots, on a model of Redis Cluster, cut off anywhere and run again. */
class PlacedGoalsProperties {
    private static final double THRESHOLD = 10;

    @Property(tries = 15)
    void asManySlotsAsWereAskedForAreThereHoweverOftenItIsCutOff(
            @ForAll @IntRange(min = 3, max = 5) int masters,
            @ForAll @IntRange(max = 3000) int until,
            @ForAll @IntRange(max = 12_000) int cut,
            @ForAll ModelCluster.Event event,
            @ForAll long seed) {
        ModelCluster cluster = ConvergenceProperties.formed(masters, 1, new Random(seed));
        long keys = cluster.keyCount();
        String from = cluster.read().actives().get(0).pod();
        String to = empty(cluster);
        Goal goal = Goal.Give.now(cluster.read(), from, to, until);
        cluster.after(cut, event);

        ConvergenceProperties.runTwice(goal, cluster);

        cluster.checkCoverage();
        assertThat(cluster.keyCount()).isEqualTo(keys);
        assertThat(cluster.read().shardOf(to).orElseThrow().slots().size()).isEqualTo(until);
        assertNothingIsLeftToDo(goal, cluster);
    }

    @Property(tries = 10)
    void aRebalanceThatIsCutOffAnywhereIsFinishedByOneThatPlansAnew(
            @ForAll @IntRange(min = 3, max = 5) int masters,
            @ForAll @IntRange(max = 12_000) int cut,
            @ForAll ModelCluster.Event event,
            @ForAll long seed) {
        ModelCluster cluster = ConvergenceProperties.formed(masters, 1, new Random(seed));
        String standby = empty(cluster);
        long keys = cluster.keyCount();
        Supplier<Goal> plan = () -> place(Placements.even(masters(cluster, standby), loads(cluster), THRESHOLD));
        cluster.after(cut, event);

        twice(plan, cluster);

        cluster.checkCoverage();
        assertThat(cluster.keyCount()).isEqualTo(keys);
        double mean = (double) keys / (masters + 1);
        assertThat(masters(cluster, standby))
                .allSatisfy(
                        node -> assertThat((double) node.facts().keys()).isBetween(mean * 0.9 - 20, mean * 1.1 + 20));
        // A plan that was made while a slot was open knew only one of its halves.
        assertThat(ConvergenceProperties.run(plan.get(), cluster)).isEqualTo(new Outcome.Done());
        assertNothingIsLeftToDo(plan.get(), cluster);
    }

    @Example
    void aPlanThatCountedAnOpenSlotMayMissByThatSlotAndTheNextDoesNot() {
        aRebalanceThatIsCutOffAnywhereIsFinishedByOneThatPlansAnew(3, 17, ModelCluster.Event.KILL, 13);
    }

    @Property(tries = 10)
    void aMasterThatIsEmptiedIsEmptyHoweverOftenItIsCutOff(
            @ForAll @IntRange(min = 3, max = 5) int masters,
            @ForAll @IntRange(max = 12_000) int cut,
            @ForAll ModelCluster.Event event,
            @ForAll long seed) {
        ModelCluster cluster = ConvergenceProperties.formed(masters, 1, new Random(seed));
        long keys = cluster.keyCount();
        String pod = cluster.read().actives().get(0).pod();
        Supplier<Goal> plan = () -> {
            ClusterView view = cluster.read();
            LiveNode from = view.shardOf(pod).orElseThrow();
            List<LiveNode> others =
                    view.actives().stream().filter(node -> !node.equals(from)).toList();
            return place(Placements.empty(from, others, loads(cluster)));
        };
        cluster.after(cut, event);

        twice(plan, cluster);

        cluster.checkCoverage();
        assertThat(cluster.keyCount()).isEqualTo(keys);
        assertThat(cluster.read().shardOf(pod).orElseThrow().slots().isEmpty()).isTrue();
    }

    @Property(tries = 10)
    void whatADryRunShowsIsWhatIsDone(
            @ForAll @IntRange(min = 4, max = 5) int masters,
            @ForAll @IntRange(max = 1) int replicas,
            @ForAll long seed) {
        ModelCluster cluster = ConvergenceProperties.formed(masters, replicas, new Random(seed));
        for (Goal goal : List.of(
                Goal.Give.now(cluster.read(), cluster.read().actives().get(0).pod(), empty(cluster), 77),
                new Goal.Reshard(empty(cluster), Optional.empty(), Map.of()),
                new Goal.Drain(masters - 1, replicas, Optional.empty(), Set.of()))) {
            ClusterView before = cluster.read();
            Plan plan = Plan.of(goal, before, cluster.count(before).orElseThrow(), loads(cluster));
            ArrayList<String> done = new ArrayList<>();

            new Convergence(
                            goal,
                            cluster,
                            new Limits(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(1)),
                            new VirtualPace(),
                            new StopSignal(),
                            new Tally(List.of(), () -> true),
                            List.of(new JobListener() {
                                @Override
                                public void step(String sentence) {
                                    done.add(sentence);
                                }
                            }))
                    .run();

            assertThat(plan.objection()).isEmpty();
            assertThat(plan.stages()).extracting(Plan.Stage::sentence).isEqualTo(done);
        }
    }

    private static void twice(Supplier<Goal> plan, ModelCluster cluster) {
        try {
            assertThat(ConvergenceProperties.run(plan.get(), cluster)).isEqualTo(new Outcome.Done());
        } catch (ModelCluster.Killed e) {
            cluster.after(Integer.MAX_VALUE, ModelCluster.Event.KILL);
        }
        assertThat(ConvergenceProperties.run(plan.get(), cluster)).isEqualTo(new Outcome.Done());
    }

    private static void assertNothingIsLeftToDo(Goal goal, ModelCluster cluster) {
        int before = cluster.commands();
        assertThat(ConvergenceProperties.run(goal, cluster)).isEqualTo(new Outcome.Done());
        assertThat(cluster.commands()).isEqualTo(before);
    }

    private static Goal place(Placement placement) {
        assertThat(placement).isInstanceOf(Placement.Wanted.class);
        return new Goal.Place(((Placement.Wanted) placement).podBySlot());
    }

    private static String empty(ModelCluster cluster) {
        return cluster.read().live().stream()
                .filter(LiveNode::isEmptyMaster)
                .findFirst()
                .orElseThrow()
                .pod();
    }

    private static List<LiveNode> masters(ModelCluster cluster, String standby) {
        ClusterView view = cluster.read();
        return Stream.concat(view.actives().stream(), view.shardOf(standby).stream())
                .distinct()
                .toList();
    }

    static SlotLoads loads(ModelCluster cluster) {
        SlotKeys keys = cluster.count(cluster.read()).orElseThrow();
        Map<Integer, SlotLoad> loads = new HashMap<>();
        SlotSet.ALL.stream().filter(slot -> keys.in(slot) > 0).forEach(slot -> {
            int count = keys.in(slot);
            loads.put(slot, new SlotLoad(count, count * 100L, 0));
        });
        return new SlotLoads(loads, SlotLoads.Sizes.TOLD);
    }
}
