package io.slotwise.bench.resp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashSlotTest {
    @Test
    void slotsAreThoseOfRedis() {
        assertThat(HashSlot.of("foo")).isEqualTo(12182);
        assertThat(HashSlot.of("123456789")).isEqualTo(0x31C3);
    }
}
