package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.Sample;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private static final Instant CREATED = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void aSampleOfAnEarlierClusterOfTheSameNameCountsForNothing() {
        RedisCluster cluster = new RedisCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withName("cart")
                .withNamespace("shop")
                .withCreationTimestamp(CREATED.toString())
                .build());

        assertThat(Observation.ofItself(cluster, Optional.of(sample(CREATED.minusMillis(1)))))
                .isEmpty();
        assertThat(Observation.ofItself(cluster, Optional.of(sample(CREATED)))).isPresent();
    }

    private static Sample sample(Instant at) {
        Sample.ClusterHealth health =
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true);
        return new Sample(new ClusterKey("shop", "cart"), at, Sample.Source.REDIS, health, List.of());
    }
}
