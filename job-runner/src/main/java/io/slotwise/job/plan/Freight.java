package io.slotwise.job.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What goes from one master to another.
 *
 * @param from name of the giver
 * @param to name of the receiver
 * @param slots how many
 * @param keys how many
 * @param bytes in memory
 */
public record Freight(String from, String to, int slots, long keys, long bytes) {
    static List<Freight> of(List<Move> moves, SlotLoads loads) {
        return Haul.of(moves).stream()
                .map(haul -> new Freight(
                        haul.from().pod(),
                        haul.to().pod(),
                        haul.slots().size(),
                        loads.keys(haul.slots()),
                        loads.bytes(haul.slots())))
                .toList();
    }

    private Freight plus(Freight other) {
        return new Freight("", "in all", slots + other.slots, keys + other.keys, bytes + other.bytes);
    }

    /** Lines with a heading and a sum; empty without freights. */
    static String table(List<Freight> freights, Means means, SlotLoads.Sizes sizes) {
        if (freights.isEmpty()) {
            return "";
        }
        String lines =
                freights.stream().map(freight -> freight.line(means, sizes)).collect(Collectors.joining());
        Freight sum = freights.stream().reduce(Freight::plus).orElseThrow();
        return String.format(
                        Locale.ROOT,
                        "   %-28s %-28s %6s %10s %12s %9s%n",
                        "from",
                        "to",
                        "slots",
                        "keys",
                        "bytes",
                        "seconds")
                + lines
                + (freights.size() > 1 ? sum.line(means, sizes) : "")
                + Forecast.of(sum, means, sizes).sentence().indent(3);
    }

    private String line(Means means, SlotLoads.Sizes sizes) {
        return String.format(
                Locale.ROOT,
                "   %-28s %-28s %6d %10d %12s %9.1f%n",
                from,
                to,
                slots,
                keys,
                Room.megabytes((double) bytes),
                Forecast.of(this, means, sizes).seconds());
    }
}
