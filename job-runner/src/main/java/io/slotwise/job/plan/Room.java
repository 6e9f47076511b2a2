package io.slotwise.job.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what is moved fits where it goes, together with what a destination's replication backlog may grow to and with what
 * clients add meanwhile, there and in the slots that come. A tenth of each limit stays free for clients' own buffers.
 */
final class Room {
    private static final double USABLE = 0.9;

    private Room() {}

    /** Bytes that a node can still take; the largest long when it has no limit. */
    static long free(LiveNode node) {
        long limit = node.facts().limitBytes();
        return limit == 0
                ? Long.MAX_VALUE
                : Math.max(
                        0,
                        (long) (limit * USABLE)
                                - node.facts().usedBytes()
                                - node.facts().pulse().backlogToCome());
    }

    /** The mean size of a node's keys, with what they need beside their values. */
    static double bytesPerKey(LiveNode node) {
        long keys = node.facts().keys();
        return keys == 0 ? 0 : (double) node.facts().datasetBytes() / keys;
    }

    /** What comes to a destination. */
    private record Cargo(double bytes, double growthPerSecond) {
        static final Cargo NONE = new Cargo(0, 0);

        Cargo plus(double moreBytes, double moreGrowth) {
            return new Cargo(bytes + moreBytes, growthPerSecond + moreGrowth);
        }
    }

    /**
     * A refusal with the numbers of the first destination that the moves would overfill, or a closer look where that decides:
     * what came in lately is the most that clients can add, and what they do add takes a moment to see.
     */
    static Optional<Step> objection(ClusterView view, List<Move> moves) {
        SlotKeys keys = view.keys().orElse(SlotKeys.NONE);
        Map<String, Cargo> coming = new HashMap<>();
        double allKeys = 0;
        double allBytes = 0;
        for (Move move : moves) {
            LiveNode from = view.byId(move.from().id()).orElseThrow();
            int count = keys.at(from.id(), move.slot());
            double bytes = count * bytesPerKey(from);
            double share = (double) count / Math.max(1, from.facts().keys());
            coming.put(
                    move.to().id(),
                    coming.getOrDefault(move.to().id(), Cargo.NONE).plus(bytes, share * growth(view, from)));
            allKeys += count;
            allBytes += bytes;
        }
        double seconds = view.means().seconds(moves.size(), allKeys, allBytes);
        return view.masters()
                .filter(node -> coming.containsKey(node.id()))
                .flatMap(node -> objection(view, node, coming.getOrDefault(node.id(), Cargo.NONE), seconds).stream())
                .findFirst();
    }

    private static Optional<Step> objection(ClusterView view, LiveNode node, Cargo cargo, double seconds) {
        double grown = (cargo.growthPerSecond() + growth(view, node)) * seconds;
        if (cargo.bytes() + grown <= free(node)) {
            return Optional.empty();
        }
        if (cargo.bytes() > free(node)) {
            return Optional.of(new Step.Refuse(sentence(node, cargo.bytes())));
        }
        return view.trends().isEmpty()
                ? Optional.of(new Step.Watch())
                : Optional.of(new Step.Refuse(sentence(node, cargo.bytes(), grown)));
    }

    /** Bytes a second by which a node's data grows, or may grow as long as that is not known. */
    private static double growth(ClusterView view, LiveNode node) {
        return view.trends()
                .map(trends ->
                        trends.containsKey(node.id()) ? trends.get(node.id()).bytesPerSecond() : 0)
                .map(rate -> Math.max(0, rate))
                .orElseGet(() -> (double) node.facts().pulse().inputBytesPerSecond());
    }

    static String sentence(LiveNode node, double bytes) {
        return sentence(node, bytes, 0);
    }

    private static String sentence(LiveNode node, double bytes, double grown) {
        long backlog = node.facts().pulse().backlogToCome();
        return String.format(
                Locale.ROOT,
                "%s would have to take %s%s%s, but of its maxmemory of %s it uses %s, and only %d %% may be filled;"
                        + " raise maxmemory, or keep more masters",
                node.pod(),
                megabytes(bytes),
                grown > 0 ? ", " + megabytes(grown) + " that clients add meanwhile" : "",
                backlog > 0 ? " and " + megabytes((double) backlog) + " of replication backlog" : "",
                megabytes((double) node.facts().limitBytes()),
                megabytes((double) node.facts().usedBytes()),
                Math.round(USABLE * 100));
    }

    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000);
    }
}
