package io.slotwise.collector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slotwise.model.HotSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlotTotalsTest {
    private static final long SECOND = 1_000_000_000;
    private static final Span BEGIN = new Span(0, SECOND / 1000);
    private static final Span END = new Span(10 * SECOND, 10 * SECOND + SECOND / 1000);

    private static List<?> slot(long slot, long cpuMicros) {
        return List.of(slot, List.of("key-count", 3L, "cpu-usec", cpuMicros, "memory-bytes", 500L, "new-word", 1L));
    }

    private static SlotTotals totals(Span span, List<?> answer) {
        return SlotTotals.read(span, answer).orElseThrow();
    }

    private static List<HotSlot> hottest(List<?> before, List<?> after) {
        return totals(END, after).hottestSince(totals(BEGIN, before)).orElseThrow();
    }

    @Test
    void theSlotThatUsedMostSinceTheLastTickComesFirstWhateverItUsedBefore() {
        List<HotSlot> hot = hottest(
                List.of(slot(1, 90_000_000), slot(2, 1_000_000), slot(3, 0)),
                List.of(slot(1, 90_000_000), slot(2, 8_000_000), slot(3, 1_000_000)));

        assertThat(hot).extracting(HotSlot::slot).containsExactly(2, 3);
        assertThat(hot.get(0).cpuPercent()).isCloseTo(70, within(0.01));
        assertThat(hot.get(1).cpuPercent()).isCloseTo(10, within(0.01));
        assertThat(hot.get(0).keys()).hasValue(3);
        assertThat(hot.get(0).memoryBytes()).hasValue(500);
    }

    @Test
    void aSlotThatChangedHandsAndCameBackIsLeftOutForATick() {
        assertThat(hottest(List.of(slot(1, 5_000_000)), List.of(slot(1, 4_000_000))))
                .isEmpty();
    }

    @Test
    void whatTheServerDoesNotCountIsAbsent() {
        List<?> keysAlone = List.of(List.of(7L, List.of("key-count", 3L)));
        List<?> withoutMemory = List.of(List.of(7L, List.of("key-count", 3L, "cpu-usec", 9_000_000L)));

        assertThat(SlotTotals.read(BEGIN, keysAlone)).isEmpty();
        assertThat(hottest(List.of(slot(7, 0)), withoutMemory).get(0).memoryBytes())
                .isEqualTo(OptionalLong.empty());
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        assertThat(SlotTotals.read(BEGIN, List.of("ERR", 5L, List.of(), List.of(1L, "x"), List.of("1", List.of()))))
                .isEmpty();
        assertThat(totals(BEGIN, List.of("?", slot(4, 5))).bySlot()).containsOnlyKeys(4);
    }

    @Test
    void readingsTooVagueInTimeSayNothing() {
        SlotTotals first = totals(new Span(0, 9 * SECOND), List.of(slot(1, 1)));
        assertThat(totals(new Span(10 * SECOND, 19 * SECOND), List.of(slot(1, 2)))
                        .hottestSince(first))
                .isEqualTo(Optional.empty());
    }

    @Property
    void noMoreThanEightStandInASampleHottestFirst(
            @ForAll @Size(max = 40) List<@LongRange(max = 10_000_000) Long> micros) {
        List<List<?>> before = new ArrayList<>(List.of(slot(16_000, 1)));
        List<List<?>> after = new ArrayList<>(List.of(slot(16_000, 1)));
        for (int i = 0; i < micros.size(); i++) {
            before.add(slot(i, 7));
            after.add(slot(i, 7 + micros.get(i)));
        }

        List<HotSlot> hot = hottest(before, after);

        long used = micros.stream().filter(value -> value > 0).count();
        assertThat(hot).hasSize((int) Math.min(SlotTotals.HOTTEST, used));
        assertThat(hot).isSortedAccordingTo((a, b) -> Double.compare(b.cpuPercent(), a.cpuPercent()));
        assertThat(hot).allSatisfy(slot -> assertThat(slot.cpuPercent()).isPositive());
    }
}
