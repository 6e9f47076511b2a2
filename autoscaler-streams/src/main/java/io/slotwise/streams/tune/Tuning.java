package io.slotwise.streams.tune;

import java.util.List;
import java.util.Map;

/**
 * What came of a search.
 *
 * @param tried how many settings were tried
 * @param before the settings that there are
 * @param front those that no other beats in both running cost and violations on the first part, cheapest first
 * @param recommended the one to take
 * @param optimum cost of the best that could have been done on the part that judges
 * @param advice what to do
 * @param reason why, in a sentence or two
 * @param patch the fields of the spec to change; empty when nothing is to be
 */
public record Tuning(
        int tried,
        Trial before,
        List<Trial> front,
        Trial recommended,
        double optimum,
        Advice advice,
        String reason,
        Map<String, Object> patch) {

    /** What to do. */
    public enum Advice {
        CHANGE,
        KEEP,
        TOO_SHORT
    }

    /**
     * Settings and how they did.
     *
     * @param train on the first part, where they were found
     * @param judged on the rest, which had no part in finding them
     */
    public record Trial(String name, Settings settings, Total train, Total judged) {}

    public Tuning {
        front = List.copyOf(front);
        patch = Map.copyOf(patch);
    }
}
