package io.slotwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slotwise.model.json.Json;
import io.slotwise.model.json.Topic;
import io.slotwise.model.topology.SlotSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00.123Z");
    private static final ClusterKey CLUSTER = new ClusterKey("shop", "cart");
    private static final Policy POLICY = new Policy(
            7,
            Policy.Scaling.AUTOMATIC,
            3,
            OptionalInt.of(6),
            new Policy.Thresholds(70, 20),
            new Policy.Thresholds(70, 30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            URI.create("http://prometheus:9090"));

    static List<Object> oneOfEach() {
        return List.of(
                new ClusterRecord(
                        CLUSTER,
                        AT,
                        7,
                        3,
                        1,
                        POLICY,
                        List.of(new ClusterRecord.Endpoint("cart-0", "10.0.0.1", 6379)),
                        ClusterRecord.Phase.INITIALIZED,
                        Optional.of(
                                new ClusterRecord.Operation(ClusterRecord.Operation.Kind.RESHARD, AT, "cart-reshard")),
                        Optional.empty()),
                new Sample(
                        CLUSTER,
                        AT,
                        Sample.Source.REDIS,
                        new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true),
                        List.of(new NodeSample(
                                "cart-0",
                                "10.0.0.1",
                                6379,
                                "a".repeat(40),
                                NodeSample.Answer.OK,
                                NodeSample.Role.MASTER,
                                Optional.empty(),
                                SlotSet.ALL,
                                8,
                                new NodeSample.Load(
                                                OptionalDouble.of(12.5),
                                                OptionalDouble.empty(),
                                                OptionalLong.of(5),
                                                OptionalLong.empty(),
                                                OptionalDouble.empty(),
                                                OptionalLong.of(9),
                                                OptionalLong.empty(),
                                                OptionalLong.empty(),
                                                Optional.of(NodeSample.Load.Link.UP))
                                        .withHotSlots(Optional.of(List.of(
                                                new HotSlot(7, 61.5, OptionalLong.of(1), OptionalLong.empty()))))))),
                new Decision(
                        "shop/cart@1",
                        CLUSTER,
                        AT,
                        Verdict.SCALE_OUT,
                        Reason.CPU_ABOVE_THRESHOLD,
                        "because",
                        3,
                        4,
                        Optional.of(POLICY),
                        List.of(new Decision.NodeEvidence(
                                "cart-0", "a".repeat(40), 5461, OptionalDouble.of(91), OptionalDouble.empty())),
                        Optional.of("shop/cart@7")),
                new Intent(
                        "shop/cart@7",
                        CLUSTER,
                        7,
                        4,
                        Reason.CPU_ABOVE_THRESHOLD,
                        "because",
                        "cart-0",
                        AT,
                        AT.plusSeconds(60),
                        Optional.of("shop/cart@2026-11-01T10:00:00Z")),
                new JobEvent(
                        CLUSTER,
                        "cart-reshard",
                        "run",
                        JobEvent.Kind.RESHARD,
                        JobEvent.Phase.PROGRESS,
                        AT,
                        1,
                        2,
                        3,
                        "moving"),
                new DeadLetter("slotwise.samples", 0, 17, "shop/cart", "e30=", "streams", "no at", AT));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void everyRecordSurvivesJson(Object value) {
        assertThat(Json.read(Json.bytes(value), value.getClass())).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void everyRecordHasATopic(Object value) {
        assertThat(Topic.ALL).anyMatch(topic -> topic.type().equals(value.getClass()));
    }

    @Test
    void derivedValuesAreNotWritten() {
        assertThat(Json.text(oneOfEach().get(1))).doesNotContain("activeMaster").doesNotContain("answered\":");
    }

    @Test
    void rubbishIsRefusedWithItsPlace() {
        byte[] rubbish = "{\"cluster\":\"shop/cart\",\n\"at\":\"yesterday\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.read(rubbish, Sample.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a Sample")
                .hasMessageContaining("yesterday")
                .hasMessageContaining("line 2");
    }

    @Test
    void aRecordFromBeforeThereWereCorrelationsIsReadAllTheSame() {
        byte[] old = """
                {"id":"shop/cart@7","cluster":"shop/cart","generation":7,"masters":4,"reason":"CPU_ABOVE_THRESHOLD",
                 "sentence":"because","pod":"cart-0","at":"2026-11-01T10:00:30Z","expiresAt":"2026-11-01T10:01:30Z"}
                """.getBytes(StandardCharsets.UTF_8);
        assertThat(Json.read(old, Intent.class).correlation()).isEmpty();
    }

    @Test
    void aMissingFieldIsRefused() {
        byte[] half = "{\"cluster\":\"shop/cart\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.read(half, Sample.class)).hasMessageContaining("at");
    }

    @Test
    void theTextNullIsNoRecord() {
        byte[] nothing = "null".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.read(nothing, Sample.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a Sample");
    }
}
