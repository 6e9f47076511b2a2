package io.slotwise.streams.replay;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** The policies that are used today, by name; docs/replay.md names the sources of their rules. */
public final class Contenders {
    /** A ratio that is a whole number but for rounding counts as one. */
    private static final double ROUNDING = 1e-9;

    /** Each peer with the three settings of which its best counts. */
    public static final List<List<Contender>> PEERS = List.of(
            List.of(new Hpa(60), new Hpa(70), new Hpa(80)),
            List.of(new ThresholdRule(70, 20), new ThresholdRule(80, 40), new ThresholdRule(85, 55)),
            List.of(new TargetTracking(50), new TargetTracking(60), new TargetTracking(70)));

    private static final String FORMS =
            "hpa[:TARGET], threshold[:HIGH/LOW], target-tracking[:TARGET] or static:MASTERS";

    private Contenders() {}

    /**
     * Reads a comma-separated list such as {@code hpa:70,threshold:80/40,target-tracking,static:3}. A peer without settings
     * stands for its three.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public static List<Contender> parse(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .flatMap(part -> peer(part).stream())
                .toList();
    }

    private static List<Contender> peer(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String setting = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "hpa" -> setting.isEmpty() ? PEERS.get(0) : List.of(percent(text, setting, Hpa::new));
            case "threshold" -> setting.isEmpty() ? PEERS.get(1) : List.of(threshold(text, setting));
            case "target-tracking" ->
                setting.isEmpty() ? PEERS.get(2) : List.of(percent(text, setting, TargetTracking::new));
            case "static" -> List.of(new StaticMasters(masters(text, setting)));
            default -> throw new IllegalArgumentException("'" + text + "' is none of " + FORMS);
        };
    }

    private static Contender threshold(String text, String setting) {
        String[] both = setting.split("/", -1);
        if (both.length != 2) {
            throw new IllegalArgumentException("'" + text + "' should read threshold:HIGH/LOW");
        }
        return percent(text, both[0], high -> percent(text, both[1], low -> new ThresholdRule(high, low)));
    }

    private static Contender percent(String text, String setting, DoubleFunction<Contender> make) {
        double value;
        try {
            value = Double.parseDouble(setting);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + setting + "' in '" + text + "' is not a number", e);
        }
        if (!(value > 0 && value <= 100)) {
            throw new IllegalArgumentException(
                    "'" + setting + "' in '" + text + "' is not a percentage over 0, up to 100");
        }
        return make.apply(value);
    }

    private static int masters(String text, String setting) {
        try {
            return Integer.parseInt(setting);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' should read static:MASTERS, with a whole number", e);
        }
    }

    /** Without a fraction where there is none. */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    static int ceil(double value) {
        return (int) Math.ceil(value - ROUNDING);
    }
}
