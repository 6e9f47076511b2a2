package io.slotwise.reconciler.world;

import java.util.ArrayList;
import java.util.List;

/**
 * A job's command line, read as the job runner reads it.
 *
 * @param kind bootstrap, reshard or drain
 * @param pods all named pods, by ordinal
 * @param masters active masters afterwards, 0 when not said
 * @param to the standby
 * @param empty the master to empty
 * @param leaving pods that go
 * @param from the master that gives all it has, or empty
 */
record JobLine(
        String kind, List<String> pods, int masters, String to, String empty, List<String> leaving, String from) {
    static JobLine parse(List<String> words) {
        return new JobLine(
                words.get(0),
                values(words, "--node").stream()
                        .map(value -> value.substring(0, value.indexOf('=')))
                        .toList(),
                Integer.parseInt(first(words, "--masters", "0")),
                first(words, "--to", ""),
                first(words, "--empty", ""),
                values(words, "--leaving"),
                first(words, "--from", ""));
    }

    private static String first(List<String> words, String option, String otherwise) {
        return values(words, option).stream().findFirst().orElse(otherwise);
    }

    private static List<String> values(List<String> words, String option) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i < words.size() - 1; i++) {
            if (words.get(i).equals(option)) {
                values.add(words.get(i + 1));
            }
        }
        return values;
    }
}
