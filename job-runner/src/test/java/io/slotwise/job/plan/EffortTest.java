package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.move.MoveWay;
import io.slotwise.model.topology.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A master gives 8,000 slots with 80 million keys, which takes some 400 s of its CPU. */
class EffortTest {
    private static final int KEYS_PER_SLOT = 10_000;
    private static final List<Integer> SLOTS = IntStream.range(0, 8000).boxed().toList();

    @Test
    void aSmallShareOfTheTimeThatTheJobHasIsAffordedByEverybody() {
        assertThat(step(3600 * 2, Optional.empty())).isEmpty();
    }

    @Test
    void aLargeShareTakesALookAtHowBusyTheSourceIs() {
        assertThat(step(60 * 20, Optional.empty())).contains(new Step.Watch());
    }

    @Test
    void anIdleSourceAffordsIt() {
        assertThat(step(60 * 20, Optional.of(busy(20)))).isEmpty();
    }

    @Test
    void aBusySourceDoesNotAndIsToldHowLongItWouldTake() {
        Step step = step(60 * 20, Optional.of(busy(80))).orElseThrow();

        assertThat(step).isInstanceOf(Step.Refuse.class);
        assertThat(((Step.Refuse) step).sentence())
                .startsWith("a uses 80 % of its main thread now, and giving 8000 slots with 80000000 keys takes ")
                .contains(" over the 1200 s that this job has, while 20 % may be taken; give it --timeout ");
    }

    @Test
    void withTheTimeThatARefusalNamesItIsAfforded() {
        String sentence = ((Step.Refuse) step(60 * 20, Optional.of(busy(80))).orElseThrow()).sentence();
        int seconds = Integer.parseInt(sentence.replaceAll(".*--timeout (\\d+) .*", "$1"));

        assertThat(step(seconds, Optional.of(busy(80)))).isEmpty();
        assertThat(step(seconds - 60, Optional.of(busy(80)))).isPresent();
    }

    @Test
    void evenASourceWithoutAnyCpuLeftMayGiveATenthOfIt() {
        assertThat(step(60 * 90, Optional.of(busy(100)))).isEmpty();
    }

    private static Map<String, Trend> busy(double percent) {
        return Map.of(Views.id("a"), new Trend(percent, 0));
    }

    private static Optional<Step> step(double left, Optional<Map<String, Trend>> trends) {
        ClusterView view = Views.view(
                        List.of(
                                Views.master("a", SlotSet.of(IntStream.range(0, 16_000))),
                                Views.master("b", SlotSet.of(IntStream.range(16_000, 16_384)))),
                        Views.facts(160_000_000L, 100 * 160_000_000L, 0))
                .with(new SlotKeys(Map.of(
                        Views.id("a"), SLOTS.stream().collect(Collectors.toMap(slot -> slot, slot -> KEYS_PER_SLOT)))))
                .with(new Means(MoveWay.COPY, Optional.empty(), 1, Long.MAX_VALUE, left));
        NodeRef from = view.byPod("a").orElseThrow().ref();
        NodeRef to = view.byPod("b").orElseThrow().ref();
        return Effort.objection(
                trends.map(view::with).orElse(view),
                SLOTS.stream().map(slot -> new Move(slot, from, to)).toList());
    }
}
