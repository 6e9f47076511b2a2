package io.slotwise.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DecodedTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void aDeadLetterIsMuchSmallerThanKafkasLimitHoweverLargeTheRubbish() {
        DeadLetter letter =
                letter(new ConsumerRecord<>("slotwise.samples", 0, 7, new byte[MEBIBYTE], new byte[MEBIBYTE]));

        assertThat(Json.bytes(letter).length).isLessThan(MEBIBYTE / 2);
        assertThat(Base64.getDecoder().decode(letter.value())).hasSize(Decoded.MOST_VALUE_BYTES);
    }

    @Test
    void aDeadLetterNamesItsPlaceAndKeepsTheBytes() {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        DeadLetter letter = letter(
                new ConsumerRecord<>("slotwise.samples", 3, 7, "shop/cart".getBytes(StandardCharsets.UTF_8), value));

        assertThat(letter.partition()).isEqualTo(3);
        assertThat(letter.offset()).isEqualTo(7);
        assertThat(letter.key()).isEqualTo("shop/cart");
        assertThat(Base64.getDecoder().decode(letter.value())).isEqualTo(value);
        assertThat(letter.problem()).startsWith("not a Sample");
    }

    @Test
    void aTimeThatNoClockShowsIsRubbishAndIsNamed() {
        String good = Json.text(new Sample(
                new ClusterKey("shop", "cart"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Sample.Source.REDIS,
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, 0, SlotSet.EMPTY, true),
                List.of()));

        for (String time :
                List.of("+1000000000-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z", "1969-12-31T23:59:59Z")) {
            byte[] value = good.replace("2026-01-01T00:00:00Z", time).getBytes(StandardCharsets.UTF_8);
            assertThat(letter(new ConsumerRecord<>(
                                    "slotwise.samples", 0, 0, "shop/cart".getBytes(StandardCharsets.UTF_8), value))
                            .problem())
                    .contains("the time " + time + " is not within the years 1970 to 9999");
        }
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> rubbish) {
        Decoded<Sample> decoded = Decoded.of(Topic.SAMPLES, rubbish, "a test");
        assertThat(decoded).isInstanceOf(Decoded.Rubbish.class);
        return ((Decoded.Rubbish<Sample>) decoded).letter();
    }
}
