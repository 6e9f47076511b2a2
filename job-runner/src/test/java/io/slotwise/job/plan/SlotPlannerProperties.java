package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;

class SlotPlannerProperties {
    @Property(tries = 15)
    void theReceiverGetsItsShareAndNoGiverFallsBelowIt(
            @ForAll @Size(min = 3, max = 6) List<@DoubleRange(min = 1, max = 100) Double> cpu, @ForAll long seed) {
        List<NodeEntry> masters = masters(cpu.size());
        SlotWeights weights = SlotWeights.of(keys(masters, new Random(seed)));
        List<Levelling.Giver> givers = new ArrayList<>();
        for (int i = 0; i < masters.size(); i++) {
            NodeEntry master = masters.get(i);
            givers.add(new Levelling.Giver(
                    ref(master), master.slots(), new Load(cpu.get(i), cpu.get(i) / weights.of(master.slots()))));
        }
        NodeRef standby = new NodeRef("standby", "standby", "h", 1);

        List<Move> moves = Levelling.moves(standby, 0, givers, weights);

        double share = cpu.stream().mapToDouble(Double::doubleValue).sum() / (cpu.size() + 1);
        Map<NodeRef, Double> given = new HashMap<>();
        moves.forEach(move -> given.merge(
                move.from(),
                weights.of(move.slot()) * giver(givers, move.from()).load().perWeight(),
                Double::sum));
        double heaviest = moves.stream()
                .mapToDouble(move -> weights.of(move.slot())
                        * giver(givers, move.from()).load().perWeight())
                .max()
                .orElse(0);
        assertThat(given.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(share, Offset.offset(heaviest));
        double highestLeft = givers.stream()
                .mapToDouble(giver -> giver.load().total() - given.getOrDefault(giver.master(), 0.0))
                .max()
                .orElseThrow();
        given.forEach(
                (master, amount) -> assertThat(giver(givers, master).load().total() - amount)
                        .describedAs("who gave anything stands with the most loaded that are left, and above the share")
                        .isCloseTo(highestLeft, Offset.offset(heaviest * 1.01))
                        .isGreaterThan(share - heaviest));
        assertThat(moves.stream().map(Move::slot)).doesNotHaveDuplicates();
    }

    @Property(tries = 100)
    void theLevelIsFoundAgainFromWhatWasGiven(
            @ForAll @Size(min = 2, max = 8) List<@DoubleRange(min = 1, max = 100) Double> cpu,
            @ForAll @DoubleRange(min = 0.3, max = 1) double fraction) {
        double level = cpu.stream().mapToDouble(Double::doubleValue).max().orElseThrow() * fraction;
        List<CpuLevel.Giver> now = cpu.stream()
                .map(percent -> new CpuLevel.Giver(percent, 1000 * Math.min(1, level / percent)))
                .toList();
        double given = now.stream().mapToDouble(giver -> 1000 - giver.weight()).sum();

        assertThat(CpuLevel.of(now, given)).isCloseTo(level, Offset.offset(0.001));
    }

    @Property(tries = 15)
    void anEmptiedMastersSlotsAllGoToTheOthersInRunsAndLevelThem(
            @ForAll @IntRange(min = 3, max = 6) int count, @ForAll long seed) {
        List<NodeEntry> masters = masters(count);
        ClusterView view = Views.view(masters, Views.facts(1000, 1_000_000, 0));
        SlotWeights weights = SlotWeights.of(keys(masters, new Random(seed)));
        LiveNode from = view.live().get(0);
        List<LiveNode> destinations = view.live().subList(1, count);

        List<Move> moves = Spread.moves(from, destinations, weights);

        assertThat(SlotSet.of(moves.stream().mapToInt(Move::slot))).isEqualTo(from.slots());
        long changes = IntStream.range(1, moves.size())
                .filter(i -> !moves.get(i).to().equals(moves.get(i - 1).to()))
                .count();
        assertThat(changes).isLessThan(count);
        List<Double> after = destinations.stream()
                .map(node -> weights.of(node.slots())
                        + moves.stream()
                                .filter(move -> move.to().equals(node.ref()))
                                .mapToDouble(move -> weights.of(move.slot()))
                                .sum())
                .toList();
        assertThat(after.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
                        - after.stream().mapToDouble(Double::doubleValue).min().orElseThrow())
                .describedAs("spread between the destinations")
                .isLessThan(weights.of(SlotSet.ALL) * 0.02);
    }

    private static Levelling.Giver giver(List<Levelling.Giver> givers, NodeRef master) {
        return givers.stream()
                .filter(giver -> giver.master().equals(master))
                .findFirst()
                .orElseThrow();
    }

    private static List<NodeEntry> masters(int count) {
        List<SlotSet> ranges = BootstrapPlan.evenRanges(count);
        return IntStream.range(0, count)
                .mapToObj(i -> Views.master("pod-" + i, ranges.get(i)))
                .toList();
    }

    private static NodeRef ref(NodeEntry entry) {
        return new NodeRef(entry.host(), entry.id(), entry.host(), entry.port());
    }

    private static SlotKeys keys(List<NodeEntry> masters, Random random) {
        Map<String, Map<Integer, Integer>> keys = new HashMap<>();
        masters.forEach(master -> {
            Map<Integer, Integer> counts = new HashMap<>();
            master.slots().stream()
                    .filter(slot -> random.nextInt(4) == 0)
                    .forEach(slot -> counts.put(slot, random.nextInt(10)));
            keys.put(master.id(), counts);
        });
        return new SlotKeys(keys);
    }
}
