package io.slotwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.job.plan.Goal;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Jobs on a model of Redis Cluster, cut off anywhere and run again. */
class ConvergenceProperties {
    @Property(tries = 40)
    void aBootstrapThatIsCutOffAnywhereIsFinishedByTheNextRun(
            @ForAll @IntRange(min = 3, max = 6) int masters,
            @ForAll @IntRange(max = 2) int replicas,
            @ForAll @IntRange(max = 40) int cut,
            @ForAll Random random) {
        ModelCluster cluster = new ModelCluster((masters + 1) * (replicas + 1), random);
        Goal goal = new Goal.Bootstrap(masters, replicas);
        cluster.after(cut, ModelCluster.Event.KILL);
        runTwice(goal, cluster);
        assertShape(cluster, cluster.nodes, masters, replicas);
    }

    @Property(tries = 16)
    void aDrainThatIsCutOffAnywhereIsFinishedByTheNextRun(
            @ForAll @IntRange(min = 4, max = 5) int masters,
            @ForAll @IntRange(max = 2) int replicas,
            @ForAll @IntRange(max = 20_000) int cut,
            @ForAll ModelCluster.Event event,
            @ForAll @IntRange(min = -1, max = 14) int empty,
            @ForAll Random random) {
        ModelCluster cluster = formed(masters, replicas, random);
        long keys = cluster.keyCount();
        int count = cluster.nodes.size();
        Set<String> leaving = IntStream.range(count - replicas - 1, count)
                .mapToObj(i -> "pod-" + i)
                .collect(Collectors.toSet());
        Goal goal = new Goal.Drain(
                masters - 1,
                replicas,
                empty < 0 || empty >= count ? Optional.empty() : Optional.of("pod-" + empty),
                leaving);
        cluster.after(cut, event);

        runTwice(goal, cluster);

        assertThat(cluster.keyCount()).isEqualTo(keys);
        List<ModelNode> staying = cluster.nodes.stream()
                .filter(node -> !leaving.contains(node.pod))
                .toList();
        assertShape(cluster, staying, masters - 1, replicas);
        cluster.nodes.stream()
                .filter(node -> leaving.contains(node.pod))
                .forEach(node -> assertThat(node.known).containsExactly(node.id));
        int before = cluster.commands();
        assertThat(run(goal, cluster)).isEqualTo(new Outcome.Done());
        assertThat(cluster.commands()).isEqualTo(before);
    }

    @Property(tries = 10)
    void aReshardThatIsCutOffAnywhereEndsWhereItWouldHaveEnded(
            @ForAll @IntRange(min = 3, max = 6) int masters,
            @ForAll @IntRange(max = 15_000) int cut,
            @ForAll ModelCluster.Event event,
            @ForAll List<@IntRange(min = 0, max = 100) Integer> cpu,
            @ForAll long seed) {
        ModelCluster whole = formed(masters, 1, new Random(seed));
        ModelCluster cutOff = formed(masters, 1, new Random(seed));
        Goal goal = reshard(whole, cpu);
        long keys = whole.keyCount();
        assertThat(run(goal, whole)).isEqualTo(new Outcome.Done());
        cutOff.after(cut, event);

        runTwice(goal, cutOff);

        assertThat(cutOff.keyCount()).isEqualTo(keys);
        cutOff.checkCoverage();
        shards(whole)
                .forEach((pods, slots) -> assertThat(shards(cutOff).get(pods))
                        .describedAs("slots of %s", pods)
                        .isCloseTo(slots, org.assertj.core.data.Offset.offset(SlotSet.COUNT / 100)));
        int before = cutOff.commands();
        assertThat(run(goal, cutOff)).isEqualTo(new Outcome.Done());
        assertThat(cutOff.commands()).describedAs("a run when all is done").isEqualTo(before);
    }

    private static Goal reshard(ModelCluster cluster, List<Integer> cpu) {
        String standby = cluster.nodes.stream()
                .filter(node -> node.isMaster() && node.slots.isEmpty())
                .findFirst()
                .orElseThrow()
                .pod;
        Map<String, Double> percents = new HashMap<>();
        for (int i = 0; i < Math.min(cpu.size(), cluster.nodes.size()); i++) {
            percents.put("pod-" + i, cpu.get(i).doubleValue());
        }
        return new Goal.Reshard(standby, Optional.empty(), percents);
    }

    /** Slots by shard, a shard named by its pods, whichever of them is master. */
    static Map<Set<String>, Integer> shards(ModelCluster cluster) {
        return cluster.nodes.stream()
                .filter(ModelNode::isMaster)
                .collect(Collectors.toMap(
                        master -> cluster.nodes.stream()
                                .filter(node -> node == master || node.master.equals(Optional.of(master.id)))
                                .map(node -> node.pod)
                                .collect(Collectors.toSet()),
                        master -> master.slots.cardinality()));
    }

    /** A cluster whose roles lie anywhere among the pods, with keys anywhere among the slots. */
    static ModelCluster formed(int masters, int replicas, Random random) {
        ModelCluster cluster = new ModelCluster((masters + 1) * (replicas + 1), random);
        Set<String> all = cluster.nodes.stream().map(node -> node.id).collect(Collectors.toSet());
        cluster.nodes.forEach(node -> node.known.addAll(all));
        List<ModelNode> order = new ArrayList<>(cluster.nodes);
        Collections.shuffle(order, random);
        for (int i = 0; i < masters; i++) {
            order.get(i).slots.set(i * SlotSet.COUNT / masters, (i + 1) * SlotSet.COUNT / masters);
        }
        for (int i = masters + 1; i < order.size(); i++) {
            order.get(i).master = Optional.of(order.get((i - masters - 1) / replicas).id);
        }
        for (int i = 0; i < 3000; i++) {
            int slot = random.nextInt(SlotSet.COUNT);
            cluster.nodes.stream()
                    .filter(node -> node.slots.get(slot))
                    .forEach(node -> node.keys.merge(slot, 1 + random.nextInt(9), Integer::sum));
        }
        return cluster;
    }

    static void runTwice(Goal goal, ModelCluster cluster) {
        try {
            assertThat(run(goal, cluster)).isEqualTo(new Outcome.Done());
        } catch (ModelCluster.Killed e) {
            cluster.after(Integer.MAX_VALUE, ModelCluster.Event.KILL);
        }
        assertThat(run(goal, cluster)).isEqualTo(new Outcome.Done());
    }

    static Outcome run(Goal goal, ModelCluster cluster) {
        StopSignal stop = new StopSignal();
        Limits limits = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(1));
        return new Convergence(
                        goal, cluster, limits, new VirtualPace(), stop, new Tally(List.of(), () -> true), List.of())
                .run();
    }

    private static void assertShape(ModelCluster cluster, List<ModelNode> nodes, int masters, int replicas) {
        cluster.checkCoverage();
        List<ModelNode> mastersNow = nodes.stream().filter(ModelNode::isMaster).toList();
        assertThat(mastersNow).hasSize(masters + 1);
        assertThat(mastersNow.stream().filter(node -> node.slots.isEmpty())).hasSize(1);
        assertThat(mastersNow)
                .allSatisfy(master -> assertThat(
                                nodes.stream().filter(node -> node.master.equals(Optional.of(master.id))))
                        .hasSize(replicas));
        assertThat(mastersNow).allSatisfy(master -> {
            assertThat(master.migrating).isEmpty();
            assertThat(master.importing).isEmpty();
            assertThat(master.copies).isEmpty();
        });
    }
}
