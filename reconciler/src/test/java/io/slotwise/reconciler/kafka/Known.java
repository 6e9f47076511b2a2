package io.slotwise.reconciler.kafka;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the topics know of a cluster, for tests: three masters, formed, a sample each 15 s. */
final class Known {
    private Known() {}

    static ClusterRecord cluster(ClusterKey cluster, Instant at) {
        return new ClusterRecord(
                cluster,
                at,
                1,
                3,
                1,
                new Policy(
                        1,
                        Policy.Scaling.AUTOMATIC,
                        3,
                        OptionalInt.empty(),
                        new Policy.Thresholds(70, 20),
                        new Policy.Thresholds(70, 30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        URI.create("http://prometheus:9090")),
                List.of(),
                ClusterRecord.Phase.INITIALIZED,
                Optional.empty(),
                Optional.empty());
    }
}
