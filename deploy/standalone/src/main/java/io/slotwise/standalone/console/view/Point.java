package io.slotwise.standalone.console.view;

import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The active masters' CPU and memory at one time, as the charts draw them. The lists go side by side.
 *
 * @param at milliseconds since the epoch
 * @param pods the active masters
 * @param cpu tenths of a percent of one core; {@link #UNKNOWN} when not measured
 * @param memory tenths of a percent of the node's limit; {@link #UNKNOWN} when not measured, or without a limit
 * @param used bytes of memory; {@link #UNKNOWN} when not measured; no bytes at all where every percentage is known
 */
public record Point(long at, List<String> pods, List<Integer> cpu, List<Integer> memory, List<Long> used) {
    /** Stands for a number that was not measured, since a list holds no absent one. */
    public static final int UNKNOWN = -1;

    private static final int MOST_PODS = 200;

    public Point {
        pods = List.copyOf(pods);
        cpu = List.copyOf(cpu);
        memory = List.copyOf(memory);
        used = List.copyOf(used);
        boolean isUsedKept = !used.isEmpty();
        if (pods.size() != cpu.size() || pods.size() != memory.size() || (isUsedKept && pods.size() != used.size())) {
            throw new IllegalArgumentException("a point of " + pods.size() + " pods has " + cpu.size() + " CPU, "
                    + memory.size() + " memory and " + used.size() + " byte numbers");
        }
    }

    static Point of(Sample sample) {
        List<NodeSample> masters = sample.activeMasters().limit(MOST_PODS).toList();
        return new Point(
                sample.at().toEpochMilli(),
                masters.stream().map(NodeSample::pod).toList(),
                masters.stream().map(node -> tenths(node.load().cpuPercent())).toList(),
                masters.stream()
                        .map(node -> tenths(node.load().memoryPercent()))
                        .toList(),
                masters.stream().allMatch(node -> node.load().memoryPercent().isPresent())
                        ? List.of()
                        : masters.stream()
                                .map(node -> node.load().usedMemoryBytes().orElse(UNKNOWN))
                                .toList());
    }

    private static int tenths(OptionalDouble percent) {
        return percent.isEmpty() ? UNKNOWN : (int) Math.round(Math.max(0, percent.getAsDouble()) * 10);
    }

    /** This point with {@code pods} in place of its own, equal list, so that points share one. */
    Point sharing(List<String> others) {
        return Objects.equals(pods, others) ? new Point(at, others, cpu, memory, used) : this;
    }

    /**
     * One point for this one and the later {@code next}, at this one's time, with the higher of their numbers: a peak stays
     * visible however coarse the past becomes. A change of masters is not folded over.
     */
    Point peak(Point next) {
        boolean bothUsed = used.size() == next.used.size();
        return new Point(
                at,
                pods,
                higher(cpu, next.cpu),
                higher(memory, next.memory),
                bothUsed ? higher(used, next.used) : next.used);
    }

    private static <N extends Comparable<N>> List<N> higher(List<N> left, List<N> right) {
        return IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i).compareTo(right.get(i)) >= 0 ? left.get(i) : right.get(i))
                .toList();
    }
}
