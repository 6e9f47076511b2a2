package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two masters of 100 MB, half full; one is to take 30 MB of the other's 50 MB. */
class RoomTest {
    private static final long LIMIT = 100_000_000;
    private static final long USED = 50_000_000;
    private static final int KEYS = 5000;
    private static final List<Integer> SLOTS = IntStream.range(0, 3000).boxed().toList();
    private static final long QUIET = 0;

    @Test
    void whatFitsGoes() {
        assertThat(step(new Pulse(1, 1, QUIET, 0), Optional.empty())).isEmpty();
    }

    @Test
    void aReplicationBacklogThatHasYetToGrowTakesRoomToo() {
        assertThat(refusal(step(new Pulse(1, 1, QUIET, 20_000_000), Optional.empty())))
                .isEqualTo(
                        "b would have to take 30.0 MB and 20.0 MB of replication backlog, but of its maxmemory of"
                                + " 100.0 MB it uses 50.0 MB, and only 90 % may be filled; raise maxmemory, or keep more masters");
    }

    @Test
    void whereClientsSendMuchALookIsTakenAtWhatStays() {
        assertThat(step(busy(), Optional.empty())).contains(new Step.Watch());
    }

    @Test
    void writesThatReplaceOthersTakeNoRoom() {
        assertThat(step(busy(), Optional.of(Map.of(Views.id("b"), new Trend(50, -1000)))))
                .isEmpty();
    }

    @Test
    void whatTheDestinationGrowsByMeanwhileTakesRoom() {
        assertThat(refusal(step(busy(), Optional.of(Map.of(Views.id("b"), new Trend(50, 2_000_000))))))
                .startsWith("b would have to take 30.0 MB, 20.0 MB that clients add meanwhile, but of its maxmemory");
    }

    @Test
    void soDoesTheShareOfTheSourcesGrowthThatFallsOnTheSlotsThatMove() {
        assertThat(step(busy(), Optional.of(Map.of(Views.id("a"), new Trend(50, 1_500_000)))))
                .isEmpty();
        assertThat(refusal(step(busy(), Optional.of(Map.of(Views.id("a"), new Trend(50, 2_000_000))))))
                .startsWith("b would have to take 30.0 MB, 12.0 MB that clients add meanwhile, but of its maxmemory");
    }

    @Test
    void whatDoesNotFitAnywayIsRefusedAtOnce() {
        assertThat(refusal(step(new Pulse(1, 1, 100_000_000, 50_000_000), Optional.empty())))
                .startsWith("b would have to take 30.0 MB and 50.0 MB of replication backlog, but");
    }

    private static Pulse busy() {
        return new Pulse(1, 1, 5_000_000, 0);
    }

    private static String refusal(Optional<Step> step) {
        assertThat(step).get().isInstanceOf(Step.Refuse.class);
        return ((Step.Refuse) step.orElseThrow()).sentence();
    }

    /** The move takes 10 s, since 3 MB a second may go. */
    private static Optional<Step> step(Pulse pulse, Optional<Map<String, Trend>> trends) {
        ClusterView view = Views.view(
                        List.of(
                                Views.master("a", SlotSet.of(IntStream.range(0, 8000))),
                                Views.master("b", SlotSet.of(IntStream.range(8000, 16_384)))),
                        Views.facts(KEYS, USED, LIMIT, pulse))
                .with(new SlotKeys(
                        Map.of(Views.id("a"), SLOTS.stream().collect(Collectors.toMap(slot -> slot, slot -> 1)))))
                .with(new Means(Means.DEFAULT.way(), Optional.empty(), 1, 3_000_000, 3600));
        NodeRef from = view.byPod("a").orElseThrow().ref();
        NodeRef to = view.byPod("b").orElseThrow().ref();
        return Room.objection(
                trends.map(view::with).orElse(view),
                SLOTS.stream().map(slot -> new Move(slot, from, to)).toList());
    }
}
