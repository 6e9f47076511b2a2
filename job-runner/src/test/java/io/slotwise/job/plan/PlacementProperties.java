package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PlacementProperties {
    private static final Facts ROOMY = Views.facts(1000, 1_000_000, 1_000_000_000);

    @Property(tries = 30)
    void evenedOutMastersAreNearTheMeanAndNobodyGaveMoreThanItHadTo(
            @ForAll @IntRange(min = 2, max = 7) int count,
            @ForAll @IntRange(min = 1, max = 40) int threshold,
            @ForAll long seed) {
        ClusterView view = lopsided(count, new Random(seed), ROOMY);
        SlotLoads loads = loads(new Random(seed));

        Placement.Wanted wanted = wanted(Placements.even(view.live(), loads, threshold));

        Map<String, Double> before = byPod(view, Map.of(), loads);
        Map<String, Double> after = byPod(view, wanted.podBySlot(), loads);
        double mean = before.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        double near = mean * threshold / 100;
        double slot = heaviest(loads);
        assertThat(after.values())
                .allSatisfy(load -> assertThat(load).isBetween(mean - near - slot, mean + near + slot));
        double moved = wanted.podBySlot().keySet().stream()
                .mapToDouble(it -> loads.of(it).bytes())
                .sum();
        double excess = sum(before, load -> Math.max(0, load - mean - near));
        double lack = sum(before, load -> Math.max(0, mean - near - load));
        assertThat(moved).isLessThanOrEqualTo(Math.max(excess, lack) + 2 * slot * count);
        before.forEach((pod, load) -> {
            if (load >= mean) {
                assertThat(after.get(pod))
                        .describedAs("givers stay above the mean")
                        .isGreaterThan(mean - slot);
            } else {
                assertThat(after.get(pod))
                        .describedAs("who is below gives nothing")
                        .isGreaterThanOrEqualTo(load - 1);
            }
        });
    }

    @Property(tries = 20)
    void theSameClusterGetsTheSamePlacementAndAnEvenOneGetsNone(
            @ForAll @IntRange(min = 2, max = 6) int count, @ForAll long seed) {
        ClusterView view = lopsided(count, new Random(seed), ROOMY);
        SlotLoads loads = loads(new Random(seed));

        Placement first = Placements.even(view.live(), loads, 10);

        assertThat(Placements.even(view.live(), loads, 10)).isEqualTo(first);
        ClusterView done = moved(view, wanted(first).podBySlot());
        assertThat(wanted(Placements.even(done.live(), loads, 10)).podBySlot()).isEmpty();
    }

    @Property(tries = 20)
    void noDestinationIsFilledAboveItsMemoryLimit(
            @ForAll @IntRange(min = 2, max = 6) int count,
            @ForAll @IntRange(min = 1, max = 2000) int freeKilobytes,
            @ForAll long seed) {
        Facts facts = Views.facts(1000, 900_000, (long) ((900_000 + freeKilobytes * 1000L) / 0.9));
        ClusterView view = lopsided(count, new Random(seed), facts);
        SlotLoads loads = loads(new Random(seed));
        List<Placement> placements = List.of(
                Placements.even(view.live(), loads, 5),
                Placements.empty(view.live().get(0), view.live().subList(1, count), loads));

        for (Placement placement : placements) {
            if (placement instanceof Placement.Wanted wanted) {
                Map<String, Long> coming = new HashMap<>();
                wanted.podBySlot()
                        .forEach((slot, pod) -> coming.merge(pod, loads.of(slot).bytes(), Long::sum));
                assertThat(coming.values())
                        .allSatisfy(bytes -> assertThat(bytes)
                                .isLessThanOrEqualTo(Room.free(view.live().get(0))));
            } else {
                assertThat(((Placement.Refused) placement).sentence()).matches(".*[0-9].*");
            }
        }
    }

    @Property(tries = 20)
    void aRelievedMasterStandsJustBelowItsThresholdAndTheOthersDoNotPassIt(
            @ForAll @IntRange(min = 3, max = 6) int count, @ForAll long seed) {
        ClusterView view = lopsided(count, new Random(seed), ROOMY);
        SlotLoads loads = loads(new Random(seed));
        LiveNode hot = view.live().get(count - 1);
        double mean = (double) loads.bytes(SlotSet.ALL) / count;

        Placement.Wanted wanted = wanted(Placements.relieve(hot, view.live(), loads, 110));

        Map<String, Double> before = byPod(view, Map.of(), loads);
        Map<String, Double> after = byPod(view, wanted.podBySlot(), loads);
        assertThat(after.get(hot.pod())).isLessThanOrEqualTo(mean * 1.1);
        assertThat(after.get(hot.pod()))
                .isGreaterThanOrEqualTo(Math.min(before.getOrDefault(hot.pod(), 0.0), mean * 1.1 - heaviest(loads)));
        after.forEach((pod, load) ->
                assertThat(load).isLessThanOrEqualTo(Math.max(before.getOrDefault(pod, 0.0), mean * 1.1)));
    }

    @Property(tries = 10)
    void anEmptiedMasterIsEmptyAndTheRestIsLevel(@ForAll @IntRange(min = 3, max = 6) int count, @ForAll long seed) {
        ClusterView view = lopsided(count, new Random(seed), ROOMY);
        SlotLoads loads = loads(new Random(seed));
        LiveNode from = view.live().get(0);

        Placement.Wanted wanted = wanted(Placements.empty(from, view.live().subList(1, count), loads));

        assertThat(SlotSet.of(wanted.podBySlot().keySet().stream().mapToInt(Integer::intValue)))
                .isEqualTo(from.slots());
        assertThat(wanted.podBySlot()).doesNotContainValue(from.pod());
    }

    @Property(tries = 10)
    void aSlotThatCarriesTheLoadIsNamedInsteadOfMoved(@ForAll @IntRange(max = 16383) int slot) {
        ClusterView view = lopsided(3, new Random(slot), ROOMY);
        Map<Integer, SlotLoad> loads = new HashMap<>(loads(new Random(1)).bySlot());
        loads.put(slot, new SlotLoad(1, 900_000_000, 0));
        LiveNode hot = view.claimants(slot).get(0);

        Placement placement = Placements.relieve(hot, view.live(), new SlotLoads(loads, SlotLoads.Sizes.TOLD), 105);

        assertThat(placement)
                .isInstanceOfSatisfying(
                        Placement.Refused.class,
                        refused -> assertThat(refused.sentence())
                                .contains(hot.pod(), "slot " + slot + " alone carries", "spread its keys"));
    }

    @Property(tries = 10)
    void withCpuKnownTheBusiestSlotsForTheirSizeGoFirst(@ForAll long seed) {
        Random random = new Random(seed);
        ClusterView view = lopsided(3, random, ROOMY);
        LiveNode hot = view.live().get(2);
        Map<Integer, SlotLoad> loads = new HashMap<>();
        SlotSet.ALL.stream().forEach(slot -> loads.put(slot, new SlotLoad(10, 1000, 100)));
        hot.slots().stream()
                .forEach(slot -> loads.put(slot, new SlotLoad(10, 1 + random.nextInt(5000), 1 + random.nextInt(2000))));

        Placement.Wanted wanted =
                wanted(Placements.relieve(hot, view.live(), new SlotLoads(loads, SlotLoads.Sizes.TOLD), 105));

        SlotSet gone = SlotSet.of(wanted.podBySlot().keySet().stream().mapToInt(Integer::intValue));
        assertThat(perByte(gone, loads)).isGreaterThanOrEqualTo(perByte(hot.slots(), loads) * 0.999);
    }

    private static double perByte(SlotSet slots, Map<Integer, SlotLoad> loads) {
        SlotLoads all = new SlotLoads(loads, SlotLoads.Sizes.TOLD);
        double cpu =
                slots.stream().mapToDouble(slot -> all.of(slot).cpuMicros()).sum();
        return slots.isEmpty() ? Double.MAX_VALUE : cpu / all.bytes(slots);
    }

    private static Placement.Wanted wanted(Placement placement) {
        assertThat(placement).isInstanceOf(Placement.Wanted.class);
        return (Placement.Wanted) placement;
    }

    private static double sum(Map<String, Double> loads, ToDoubleFunction<Double> part) {
        return loads.values().stream().mapToDouble(part).sum();
    }

    private static double heaviest(SlotLoads loads) {
        return loads.bySlot().values().stream()
                .mapToDouble(load -> load.bytes())
                .max()
                .orElseThrow();
    }

    private static Map<String, Double> byPod(ClusterView view, Map<Integer, String> podBySlot, SlotLoads loads) {
        Map<String, Double> sums = new HashMap<>();
        view.live().forEach(node -> {
            sums.put(node.pod(), 0.0);
            node.slots().stream()
                    .forEach(slot -> sums.merge(
                            podBySlot.getOrDefault(slot, node.pod()),
                            (double) loads.of(slot).bytes(),
                            Double::sum));
        });
        double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(all).isCloseTo((double) loads.bytes(SlotSet.ALL), within(1.0));
        return sums;
    }

    private static ClusterView moved(ClusterView view, Map<Integer, String> podBySlot) {
        List<NodeEntry> masters = view.live().stream()
                .map(node -> Views.master(
                        node.pod(),
                        SlotSet.of(SlotSet.ALL.stream()
                                .filter(slot -> podBySlot
                                        .getOrDefault(slot, node.slots().contains(slot) ? node.pod() : "")
                                        .equals(node.pod())))))
                .toList();
        return Views.view(masters, ROOMY);
    }

    /** Masters of which each owns more than the one before. */
    private static ClusterView lopsided(int count, Random random, Facts facts) {
        int[] cuts = IntStream.concat(random.ints(count - 1, 100, 16_000).distinct(), IntStream.of(0, SlotSet.COUNT))
                .sorted()
                .toArray();
        int[] lengths = IntStream.range(1, cuts.length)
                .map(i -> cuts[i] - cuts[i - 1])
                .sorted()
                .toArray();
        List<NodeEntry> masters = new java.util.ArrayList<>();
        int begin = 0;
        for (int i = 0; i < count; i++) {
            int length = i < lengths.length ? lengths[i] : 0;
            masters.add(
                    Views.master("pod-" + i, length == 0 ? SlotSet.EMPTY : SlotSet.range(begin, begin + length - 1)));
            begin += length;
        }
        return Views.view(masters, facts);
    }

    private static SlotLoads loads(Random random) {
        Map<Integer, SlotLoad> loads = new HashMap<>();
        SlotSet.ALL.stream().filter(slot -> random.nextInt(5) > 0).forEach(slot -> {
            int keys = 1 + random.nextInt(20);
            loads.put(slot, new SlotLoad(keys, keys * (50L + random.nextInt(100)), 0));
        });
        return new SlotLoads(loads, SlotLoads.Sizes.TOLD);
    }
}
