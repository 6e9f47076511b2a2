package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.lease.Order;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Placement;
import io.slotwise.job.plan.Placements;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** One job after the other on a model of Redis Cluster, each disturbed in some way, while a client writes and deletes. */
class JobSequenceProperties {
    private static final int CLIENT_EVERY = 25;

    private enum Work {
        GIVE,
        EMPTY,
        REBALANCE,
        HEAL
    }

    private enum Disturbance {
        NONE,
        KILL,
        FAILOVER,
        TWO_FAILOVERS,
        KILL_AND_FAILOVER,
        PAUSE,
        CANCEL,
        ROLL_BACK
    }

    /** A job, what happens to it, and after how many commands. */
    record Act(Work work, Disturbance disturbance, int after) {}

    @Provide
    Arbitrary<Act> acts() {
        return Combinators.combine(
                        Arbitraries.of(Work.class),
                        Arbitraries.of(Disturbance.class),
                        Arbitraries.integers().between(0, 4000))
                .as(Act::new);
    }

    @Property(tries = 12)
    void whateverComesInWhateverOrderEveryKeyIsWhereItsSlotIs(
            @ForAll @IntRange(min = 3, max = 5) int masters,
            @ForAll @Size(min = 2, max = 7) List<@net.jqwik.api.From("acts") Act> acts,
            @ForAll long seed) {
        Random random = new Random(seed);
        ModelCluster cluster = ConvergenceProperties.formed(masters, 1, random);
        ModelClient client = new ModelClient(cluster, random);
        for (Act act : acts) {
            play(act, cluster, client, random);
            client.checkBook();
        }
        cluster.withEveryCommand(() -> {});
        cluster.watchedBy(new Tally(List.of(), () -> true));

        assertThat(ConvergenceProperties.run(new Goal.Heal(), cluster)).isEqualTo(new Outcome.Done());

        cluster.checkCoverage();
        client.checkBook();
        client.checkPlaces();
        assertThat(cluster.nodes).allSatisfy(node -> {
            assertThat(node.importing).isEmpty();
            assertThat(node.migrating).isEmpty();
            assertThat(node.copies).isEmpty();
        });
    }

    private static void play(Act act, ModelCluster cluster, ModelClient client, Random random) {
        ClusterView before = cluster.read();
        Optional<Goal> goal = goal(act.work(), before, cluster, random);
        if (goal.isEmpty()) {
            return;
        }
        StopSignal stop = new StopSignal();
        int begin = cluster.commands();
        cluster.withEveryCommand(() -> {
            int command = cluster.commands() - begin;
            if (command % CLIENT_EVERY == 0) {
                client.act();
            }
            if (command == act.after()
                    || (command == act.after() + 700 && act.disturbance() == Disturbance.TWO_FAILOVERS)) {
                happen(act.disturbance(), cluster, stop);
            }
        });
        try {
            Outcome outcome = run(goal.get(), cluster, stop);
            if (stop.isGiven()) {
                assertThat(outcome).isInstanceOfAny(Outcome.Failed.class, Outcome.Done.class);
            } else {
                assertThat(outcome).isEqualTo(new Outcome.Done());
            }
        } catch (ModelCluster.Killed e) {
            return; // the next job finds what it left
        }
        if (stop.reason().equals(Optional.of(StopSignal.Reason.ROLLED_BACK))) {
            rollBack(before, cluster);
        }
    }

    private static void happen(Disturbance disturbance, ModelCluster cluster, StopSignal stop) {
        switch (disturbance) {
            case NONE -> {}
            case KILL -> throw new ModelCluster.Killed();
            case FAILOVER, TWO_FAILOVERS -> cluster.failSomeMaster();
            case KILL_AND_FAILOVER -> cluster.happen(ModelCluster.Event.KILL_AND_FAILOVER_OF_DESTINATION);
            case PAUSE -> stop.obey(Order.PAUSE);
            case CANCEL -> stop.obey(Order.ROLL_FORWARD);
            case ROLL_BACK -> stop.obey(Order.ROLL_BACK);
        }
    }

    /** Nothing but what was open already has changed hands afterwards. */
    private static void rollBack(ClusterView before, ModelCluster cluster) {
        Map<Integer, String> places = new HashMap<>();
        before.actives().forEach(node -> node.slots().stream().forEach(slot -> places.put(slot, node.pod())));
        assertThat(run(new Goal.Place(places), cluster, new StopSignal())).isEqualTo(new Outcome.Done());
        ClusterView after = cluster.read();
        places.forEach((slot, pod) -> assertThat(
                        after.shardOf(pod).orElseThrow().slots().contains(slot))
                .describedAs("slot %d back at %s", slot, pod)
                .isTrue());
    }

    private static Optional<Goal> goal(Work work, ClusterView view, ModelCluster cluster, Random random) {
        List<LiveNode> actives = view.actives();
        LiveNode one = actives.get(random.nextInt(actives.size()));
        return switch (work) {
            case HEAL -> Optional.of(new Goal.Heal());
            case GIVE ->
                view.live().stream()
                        .filter(node -> node.isMaster() && !node.equals(one))
                        .skip(random.nextInt(actives.size() - 1))
                        .findFirst()
                        .map(to -> Goal.Give.now(
                                view,
                                one.pod(),
                                to.pod(),
                                to.slots().size()
                                        + random.nextInt(1 + one.slots().size() / 2)));
            case EMPTY ->
                actives.size() < 3
                        ? Optional.empty()
                        : place(Placements.empty(
                                one,
                                actives.stream()
                                        .filter(node -> !node.equals(one))
                                        .toList(),
                                PlacedGoalsProperties.loads(cluster)));
            case REBALANCE -> place(Placements.even(actives, PlacedGoalsProperties.loads(cluster), 10));
        };
    }

    private static Optional<Goal> place(Placement placement) {
        return placement instanceof Placement.Wanted wanted
                ? Optional.of(new Goal.Place(wanted.podBySlot()))
                : Optional.empty();
    }

    private static Outcome run(Goal goal, ModelCluster cluster, StopSignal stop) {
        Limits limits = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(1));
        VirtualPace time = new VirtualPace();
        cluster.watchedBy(new Tally(List.of(), () -> !stop.isGiven()));
        Pace resuming = new Pace() {
            @Override
            public Duration elapsed() {
                return time.elapsed();
            }

            @Override
            public void rest(Duration duration) {
                time.rest(duration);
                if (time.elapsed().toMillis() % 250 < 60) {
                    stop.obey(Order.RESUME);
                }
            }
        };
        return new Convergence(goal, cluster, limits, resuming, stop, new Tally(List.of(), () -> true), List.of())
                .run();
    }
}
