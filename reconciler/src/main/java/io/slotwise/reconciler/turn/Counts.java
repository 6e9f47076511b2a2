package io.slotwise.reconciler.turn;

import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.crd.RedisClusterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What of Redis the status shows.
 *
 * @param masters masters that own slots
 * @param replicas replicas
 * @param standby the empty master, or empty
 */
record Counts(int masters, int replicas, String standby) {
    /** From the last sample; without a fresh one, what the status said last stays. */
    static Counts of(Optional<Sample> sample, RedisClusterStatus before, Duration freshness, Instant now) {
        return sample.filter(some -> !some.at().isBefore(now.minus(freshness)))
                .map(Counts::of)
                .orElse(new Counts(before.currentMasters(), before.currentReplicas(), before.standbyPod()));
    }

    private static Counts of(Sample sample) {
        return new Counts(
                (int) sample.activeMasters().count(),
                (int) sample.nodes().stream()
                        .filter(node -> node.role() == NodeSample.Role.REPLICA)
                        .count(),
                sample.emptyMasters()
                        .filter(NodeSample::hasJoined)
                        .map(NodeSample::pod)
                        .findFirst()
                        .orElse(""));
    }
}
