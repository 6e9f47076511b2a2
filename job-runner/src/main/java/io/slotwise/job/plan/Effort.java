package io.slotwise.job.plan;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether masters that give can afford the work. It has all the time that the job has, so what counts is which share of the
 * main thread it takes over that time: no more than is free, and never less than a tenth, since a master that is quite
 * busy is relieved by nothing else.
 */
final class Effort {
    private static final double WHOLE = 100;

    /** What a move may take from clients, percent of the source's main thread. */
    private static final double LEAST = 10;

    private record Load(long slots, long keys, double bytes) {
        static final Load NONE = new Load(0, 0, 0);

        Load plus(long moreKeys, double moreBytes) {
            return new Load(slots + 1, keys + moreKeys, bytes + moreBytes);
        }
    }

    private Effort() {}

    /** A refusal, or a closer look where that decides; empty when all can afford it. */
    static Optional<Step> objection(ClusterView view, Iterable<Move> moves) {
        SlotKeys keys = view.keys().orElse(SlotKeys.NONE);
        Map<String, Load> loads = new HashMap<>();
        for (Move move : moves) {
            LiveNode from = view.byId(move.from().id()).orElseThrow();
            int count = keys.at(from.id(), move.slot());
            loads.put(from.id(), loads.getOrDefault(from.id(), Load.NONE).plus(count, count * Room.bytesPerKey(from)));
        }
        return view.masters()
                .flatMap(node -> objection(view, node, loads.getOrDefault(node.id(), Load.NONE)).stream())
                .findFirst();
    }

    private static Optional<Step> objection(ClusterView view, LiveNode from, Load load) {
        double seconds = Math.max(1, view.means().secondsLeft());
        double cpuSeconds = view.means().way().sourceCpuSeconds((double) load.keys(), load.bytes());
        double share = WHOLE * cpuSeconds / seconds;
        if (share <= LEAST) {
            return Optional.empty();
        }
        if (view.trends().isEmpty()) {
            return Optional.of(new Step.Watch());
        }
        Trend trend = view.trends().orElseThrow().get(from.id());
        double busy = trend == null ? 0 : trend.cpuPercent();
        double free = Math.max(LEAST, WHOLE - busy);
        return share <= free
                ? Optional.empty()
                : Optional.of(new Step.Refuse(String.format(
                        Locale.ROOT,
                        "%s uses %.0f %% of its main thread now, and giving %d slots with %d keys takes %.0f s of it: %.0f"
                                + " %% over the %.0f s that this job has, while %.0f %% may be taken; give it --timeout"
                                + " %.0f or more, or move fewer slots at a time",
                        from.pod(),
                        busy,
                        load.slots(),
                        load.keys(),
                        cpuSeconds,
                        share,
                        seconds,
                        free,
                        Math.ceil(WHOLE * cpuSeconds / free))));
    }
}
