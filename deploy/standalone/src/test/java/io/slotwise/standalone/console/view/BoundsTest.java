package io.slotwise.standalone.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.json.Json;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Twenty clusters of thirty nodes, sampled every five seconds for three hours. */
class BoundsTest {
    private static final int CLUSTERS = 20;
    private static final int MASTERS = 15;
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final int TICKS = (int) (Duration.ofHours(3).toSeconds() / TICK.toSeconds());
    private static final long MIB = 1L << 20;

    @Test
    void hoursOfManyNodesStayWithinAFewMegabytes() {
        long before = usedHeap();
        ConsoleState state = ConsoleState.empty(Limits.DEFAULT);
        List<Shop> shops = IntStream.range(0, CLUSTERS)
                .mapToObj(i -> new Shop(new ClusterKey("load", "c" + i)))
                .toList();
        for (Shop shop : shops) {
            state = state.with(new Change.Described(shop.described(START))).state();
        }
        for (int tick = 0; tick < TICKS; tick++) {
            for (Shop shop : shops) {
                state = state.with(new Change.Sampled(sample(shop, tick))).state();
            }
        }
        long held = usedHeap() - before;
        long sent = Json.bytes(state.clusters()).length;

        assertThat(state.clusters())
                .hasSize(CLUSTERS)
                .allSatisfy(cluster -> assertThat(cluster.trend())
                        .hasSizeBetween(Limits.DEFAULT.points() / 2, Limits.DEFAULT.points())
                        .first()
                        .satisfies(point -> assertThat(point.at()).isEqualTo(START.toEpochMilli())));
        assertThat(held).as("bytes of heap").isLessThan(48 * MIB);
        assertThat(sent).as("bytes of a snapshot").isLessThan(8 * MIB);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Sample sample(Shop shop, int tick) {
        return shop.sample(
                START.plus(TICK.multipliedBy(tick)),
                IntStream.range(0, MASTERS)
                        .boxed()
                        .flatMap(i -> Stream.of(
                                node(shop, i, NodeSample.Role.MASTER, tick),
                                node(shop, MASTERS + i, NodeSample.Role.REPLICA, tick)))
                        .toList());
    }

    private static NodeSample node(Shop shop, int ordinal, NodeSample.Role role, int tick) {
        SlotSet slots =
                role == NodeSample.Role.MASTER ? SlotSet.range(ordinal * 1092, ordinal * 1092 + 1091) : SlotSet.EMPTY;
        return new NodeSample(
                shop.pod(ordinal),
                "10.0.0." + ordinal,
                6379,
                Shop.nodeId(ordinal),
                NodeSample.Answer.OK,
                role,
                Optional.empty(),
                slots,
                2 * MASTERS,
                new NodeSample.Load(
                        OptionalDouble.of((tick * 7 + ordinal * 13) % 100),
                        OptionalDouble.of((tick + ordinal) % 100),
                        OptionalLong.of(tick),
                        OptionalLong.of(64 * MIB),
                        OptionalDouble.of(tick),
                        OptionalLong.of(tick),
                        OptionalLong.of(24),
                        OptionalLong.of(tick),
                        Optional.empty()));
    }
}
