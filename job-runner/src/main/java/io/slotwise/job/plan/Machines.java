package io.slotwise.job.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which machine each pod runs on, as far as that is known. What runs on one machine goes with it.
 *
 * @param byPod names of machines
 */
public record Machines(Map<String, String> byPod) {
    /** Nothing is known of any. */
    public static final Machines UNKNOWN = new Machines(Map.of());

    public Machines {
        byPod = Map.copyOf(byPod);
    }

    private Optional<String> of(LiveNode node) {
        return Optional.ofNullable(byPod.get(node.pod()));
    }

    /** Whether two nodes are known to be lost together. */
    boolean isSame(LiveNode one, LiveNode other) {
        return of(one).filter(machine -> of(other).filter(machine::equals).isPresent())
                .isPresent();
    }

    /**
     * The nodes in an order in which the first ones are on as many machines as can be; else as they were.
     *
     * @param before others that count as if they came first
     */
    List<LiveNode> apart(List<LiveNode> nodes, List<LiveNode> before) {
        Map<String, Integer> taken = new HashMap<>();
        before.forEach(node -> of(node).ifPresent(machine -> taken.merge(machine, 1, Integer::sum)));
        List<LiveNode> left = new ArrayList<>(nodes);
        List<LiveNode> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            LiveNode next = left.stream()
                    .min(Comparator.comparingInt(node -> of(node).map(machine -> taken.getOrDefault(machine, 0))
                            .orElse(0)))
                    .orElseThrow();
            of(next).ifPresent(machine -> taken.merge(machine, 1, Integer::sum));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
