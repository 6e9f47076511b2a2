package io.slotwise.reconciler.plan;

import io.slotwise.model.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is there.
 *
 * @param obstacle why nothing may be done, whatever else is there; empty when there is no reason
 * @param drift objects that are missing or not as they should be, in the order in which to apply them
 * @param surplus objects of ours that are not wanted any more
 * @param size pods that the StatefulSet asks for, 0 when there is none
 * @param pods its pods, in any state
 * @param jobs the cluster's Jobs
 * @param sample the latest sample, however old
 * @param unwellSince since when Redis has not been whole, as far as that was written down; empty while it is
 * @param memory what the status remembers
 * @param now the time
 */
public record Observed(
        Optional<Obstacle> obstacle,
        List<ObjectRef> drift,
        List<ObjectRef> surplus,
        int size,
        List<PodState> pods,
        List<JobState> jobs,
        Optional<Sample> sample,
        Optional<Instant> unwellSince,
        Memory memory,
        Instant now) {
    public Observed {
        drift = List.copyOf(drift);
        surplus = List.copyOf(surplus);
        pods = List.copyOf(pods);
        jobs = List.copyOf(jobs);
    }

    /** The same, and why nothing may be done. */
    public Observed blocked(Obstacle some) {
        return new Observed(Optional.of(some), drift, surplus, size, pods, jobs, sample, unwellSince, memory, now);
    }

    /** The pods that a cluster of so many pods consists of. */
    Stream<PodState> first(int count) {
        return pods.stream().filter(pod -> pod.ordinal() < count);
    }

    /** The pods beyond so many, highest ordinals. */
    Stream<PodState> beyond(int count) {
        return pods.stream().filter(pod -> pod.ordinal() >= count);
    }

    boolean hasPod(String name) {
        return pods.stream().anyMatch(pod -> pod.name().equals(name));
    }

    /** Why not every pod can be worked with; empty when each can. */
    Optional<String> podsProblem() {
        if (pods.size() != size) {
            return Optional.of("there are " + pods.size() + " pods of " + size);
        }
        return pods.stream()
                .filter(pod -> !isFit(pod))
                .map(pod -> "pod " + pod.name() + " is not ready"
                        + (pod.make().problem().isEmpty()
                                ? ""
                                : " (" + pod.make().problem() + ")")
                        + (isLostWithOthers(pod) ? ", nor is any other on node " + pod.machine() : ""))
                .sorted()
                .findFirst();
    }

    private boolean isFit(PodState pod) {
        return pod.isUsable() && pod.ordinal() < size;
    }

    private boolean isLostWithOthers(PodState pod) {
        List<PodState> beside = pods.stream()
                .filter(other -> other.machine().equals(pod.machine()))
                .toList();
        return !pod.machine().isEmpty()
                && beside.size() > 1
                && beside.size() < pods.size()
                && beside.stream().noneMatch(this::isFit);
    }
}
