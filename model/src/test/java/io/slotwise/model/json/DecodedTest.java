package io.slotwise.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.DeadLetter;
import io.slotwise.model.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> rubbish) {
        Decoded<Sample> decoded = Decoded.of(Topic.SAMPLES, rubbish, "a test");
        assertThat(decoded).isInstanceOf(Decoded.Rubbish.class);
        return ((Decoded.Rubbish<Sample>) decoded).letter();
    }
}
