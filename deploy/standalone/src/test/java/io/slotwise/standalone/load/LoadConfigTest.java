package io.slotwise.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadConfigTest {
    private static final LoadConfig CONFIG = LoadConfig.of(List.of(RedisURI.create("redis://:secret@localhost")));

    @Test
    void theDefaultsAreThese() {
        assertThat(CONFIG).isEqualTo(new LoadConfig(CONFIG.seeds(), 50_000, 100, 2_000, 100, Duration.ofSeconds(5)));
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(CONFIG.toString()).doesNotContain("secret");
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> LoadConfig.of(List.of())).hasMessageContaining("at least one node");
        assertThatThrownBy(() -> CONFIG.withBaseKeys(-1)).hasMessageContaining("baseKeys");
        assertThatThrownBy(() -> CONFIG.withLedger(0, 1)).hasMessageContaining("ledgerKeys");
        assertThatThrownBy(() -> CONFIG.withLedger(1, -1)).hasMessageContaining("writesPerSecond");
        assertThatThrownBy(() -> CONFIG.withCommandTimeout(Duration.ZERO)).hasMessageContaining("commandTimeout");
        assertThatThrownBy(() -> new Demand(Double.NaN, 0)).hasMessageContaining("cpuPercent");
        assertThatThrownBy(() -> new Demand(0, -1)).hasMessageContaining("ballastBytes");
    }

    @Test
    void theListsToSortAreSpreadEvenlyOverTheSlots() {
        SortLists lists = new SortLists();
        int[] slots = IntStream.range(0, SortLists.COUNT)
                .map(index -> SlotHash.getSlot(lists.key(index)))
                .toArray();
        assertThat(IntStream.range(0, SortLists.COUNT)).allMatch(index -> slots[index] / 8 == index);
    }

    @Test
    void theElementsToSortAreAllDifferentAndUnsorted() {
        List<String> elements = Arrays.asList(SortLists.elements());
        assertThat(elements).hasSize(SortLists.ELEMENTS).doesNotHaveDuplicates();
        assertThat(elements).isNotEqualTo(elements.stream().sorted().toList());
    }
}
