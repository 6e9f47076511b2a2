package io.slotwise.reconciler.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final ClusterKey KEY = new ClusterKey("shop", "cart");
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final TopicKnowledge knowledge = new TopicKnowledge();
    private final List<ClusterKey> woken = new ArrayList<>();
    private final Silence silence = new Silence(knowledge, woken::add);

    @Test
    void aClusterIsLookedAtOnceWhenItsSamplesStopAndAgainWhenTheyComeBack() {
        knowledge.published(Known.cluster(KEY, NOW));
        knowledge.offer(sample(NOW));
        assertThat(knowledge.offer(sample(NOW.plusSeconds(15))))
                .as("one like the one before")
                .isEqualTo(TopicKnowledge.News.NOTHING_NEW);

        silence.look(NOW.plusSeconds(75));
        assertThat(woken).as("four intervals of 15 s have not passed").isEmpty();
        silence.look(NOW.plusSeconds(77));
        silence.look(NOW.plusSeconds(79));
        assertThat(woken).containsExactly(KEY);

        assertThat(knowledge.offer(sample(NOW.plusSeconds(80)))).isEqualTo(TopicKnowledge.News.WORTH_A_LOOK);
        assertThat(knowledge.offer(sample(NOW.plusSeconds(95)))).isEqualTo(TopicKnowledge.News.NOTHING_NEW);
        silence.look(NOW.plusSeconds(200));
        assertThat(woken).containsExactly(KEY, KEY);
    }

    @Test
    void aClusterThatIsForgottenIsNotMissed() {
        knowledge.published(Known.cluster(KEY, NOW));
        knowledge.offer(sample(NOW));
        knowledge.forgotten(KEY);

        silence.look(NOW.plusSeconds(1000));
        assertThat(woken).isEmpty();
    }

    private static Sample sample(Instant at) {
        return new Sample(
                KEY,
                at,
                Sample.Source.REDIS,
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true),
                List.of());
    }
}
