package io.slotwise.job.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is moved fits where it goes. A tenth of each limit stays free for buffers and for growth meanwhile. */
final class Room {
    private static final double USABLE = 0.9;

    private Room() {}

    /** Bytes that a node can still take; the largest long when it has no limit. */
    static long free(LiveNode node) {
        long limit = node.facts().limitBytes();
        return limit == 0
                ? Long.MAX_VALUE
                : Math.max(0, (long) (limit * USABLE) - node.facts().usedBytes());
    }

    /** The mean size of a node's keys, with what they need beside their values. */
    static double bytesPerKey(LiveNode node) {
        long keys = node.facts().keys();
        return keys == 0 ? 0 : (double) node.facts().datasetBytes() / keys;
    }

    /** A sentence with the numbers of the first destination that the moves would overfill. */
    static Optional<String> objection(ClusterView view, List<Move> moves) {
        SlotKeys keys = view.keys().orElse(SlotKeys.NONE);
        Map<String, Double> coming = new HashMap<>();
        for (Move move : moves) {
            LiveNode from = view.byId(move.from().id()).orElseThrow();
            coming.merge(move.to().id(), keys.at(from.id(), move.slot()) * bytesPerKey(from), Double::sum);
        }
        return view.masters()
                .filter(node -> coming.getOrDefault(node.id(), 0.0) > free(node))
                .findFirst()
                .map(node -> sentence(node, coming.getOrDefault(node.id(), 0.0)));
    }

    static String sentence(LiveNode node, double bytes) {
        return String.format(
                java.util.Locale.ROOT,
                "%s would have to take %s, but of its maxmemory of %s it uses %s, and only %d %% may be filled;"
                        + " raise maxmemory, or keep more masters",
                node.pod(),
                megabytes(bytes),
                megabytes((double) node.facts().limitBytes()),
                megabytes((double) node.facts().usedBytes()),
                Math.round(USABLE * 100));
    }

    static String megabytes(double bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1_000_000);
    }
}
