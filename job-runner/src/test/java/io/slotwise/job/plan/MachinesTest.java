package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is lost together with a machine. */
class MachinesTest {
    private static final int MASTERS = 3;

    /** As Kubernetes spreads eight pods over four nodes: in turn, so that each of ours would meet its master again. */
    @Test
    void noMasterSharesItsMachineWithItsReplica() {
        Machines machines = machines(List.of("a", "b", "c", "d", "a", "b", "c", "d"));
        assertThat(shards(fresh(8), 1, machines))
                .hasSize(4)
                .allSatisfy((master, replicas) ->
                        assertThat(replicas).doesNotContain(machines.byPod().get(master)));
    }

    @Test
    void firstMastersAreOnAsManyMachinesAsCanBe() {
        Machines machines = machines(List.of("a", "a", "a", "b", "b", "b", "c", "c"));
        Step step = new Goal.Bootstrap(MASTERS, 1, machines).next(fresh(8));
        assertThat(((Step.AssignSlots) step).assignments())
                .extracting(
                        assignment -> machines.byPod().get(assignment.master().pod()))
                .containsExactly("a", "b", "c");
    }

    @Test
    void whereNothingIsKnownTheOrderIsThatOfThePods() {
        assertThat(shards(fresh(8), 1, Machines.UNKNOWN).keySet()).containsExactlyInAnyOrder("p0", "p1", "p2", "p3");
    }

    /** With one replica each, machines that can be parted are: no machine has more nodes than there are shards. */
    @Property(tries = 300)
    void shardsArePartedWheneverTheyCanBe(@ForAll @Size(8) List<@IntRange(max = 4) Integer> where) {
        Machines machines = machines(where.stream().map(String::valueOf).toList());
        boolean canBe = where.stream()
                .allMatch(one -> where.stream().filter(one::equals).count() <= where.size() / 2);
        Map<String, List<String>> shards = shards(fresh(8), 1, machines);
        boolean parted = shards.entrySet().stream()
                .noneMatch(shard -> shard.getValue().contains(machines.byPod().get(shard.getKey())));
        assertThat(parted).isEqualTo(canBe);
    }

    /** With two replicas each, no change of places would part more. */
    @Property(tries = 100)
    void everyNodeGetsAPlaceWithTwoReplicasEachToo(@ForAll @Size(12) List<@IntRange(max = 3) Integer> where) {
        Machines machines = machines(where.stream().map(String::valueOf).toList());
        assertThat(shards(fresh(12), 2, machines))
                .hasSize(4)
                .allSatisfy((master, replicas) -> assertThat(replicas).hasSize(2));
    }

    private static Machines machines(List<String> names) {
        Map<String, String> byPod = new HashMap<>();
        IntStream.range(0, names.size()).forEach(i -> byPod.put("p" + i, names.get(i)));
        return new Machines(byPod);
    }

    private static ClusterView fresh(int nodes) {
        return view(IntStream.range(0, nodes).mapToObj(i -> SlotSet.EMPTY).toList());
    }

    private static ClusterView view(List<SlotSet> slots) {
        List<NodeEntry> nodes = IntStream.range(0, slots.size())
                .mapToObj(i -> Views.master("p" + i, slots.get(i)))
                .toList();
        return Views.view(nodes, Views.facts(0, 0, 0));
    }

    /** The machines of the replicas that each master gets, after the first slots were given out. */
    private static Map<String, List<String>> shards(ClusterView fresh, int replicas, Machines machines) {
        Step.AssignSlots given = (Step.AssignSlots) new Goal.Bootstrap(MASTERS, replicas, machines).next(fresh);
        List<SlotSet> slots = new ArrayList<>();
        fresh.live()
                .forEach(node -> slots.add(given.assignments().stream()
                        .filter(assignment -> assignment.master().equals(node.ref()))
                        .map(Step.Assignment::slots)
                        .findFirst()
                        .orElse(SlotSet.EMPTY)));
        ClusterView view = view(slots);
        Step step = Arrangement.step(view, view.live(), replicas, Optional.empty(), machines)
                .orElseThrow();
        Map<String, List<String>> shards = new HashMap<>();
        ((Step.Replicate) step)
                .followings()
                .forEach(following -> shards.computeIfAbsent(following.master().pod(), any -> new ArrayList<>())
                        .add(machines.byPod().getOrDefault(following.replica().pod(), "")));
        return shards;
    }
}
