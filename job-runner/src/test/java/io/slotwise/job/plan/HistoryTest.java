package io.slotwise.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
    /** A replica that left its master's stream when that had come to 100. */
    private static final History HEIR = new History("own", 120, "lost", 101);

    @Test
    void anHeirHasHadWhatASiblingGotOfTheirMaster() {
        assertThat(HEIR.includes(replica("lost", 100))).isTrue();
        assertThat(HEIR.includes(replica("lost", 101))).isFalse();
        assertThat(HEIR.includes(replica("another", 1))).isFalse();
    }

    @Test
    void aMasterHasHadWhatAReplicaGotOfItself() {
        assertThat(HEIR.includes(replica("own", 120))).isTrue();
        assertThat(HEIR.includes(replica("own", 121))).isFalse();
    }

    @Test
    void nothingIsKnownOfAServerThatTellsNothing() {
        assertThat(History.UNKNOWN.includes(History.UNKNOWN)).isFalse();
    }

    private static History replica(String stream, long offset) {
        return new History(stream, offset, "0000000000000000000000000000000000000000", -1);
    }
}
