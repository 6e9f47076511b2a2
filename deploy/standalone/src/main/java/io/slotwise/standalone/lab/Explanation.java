package io.slotwise.standalone.lab;

import io.slotwise.model.Decision;
import io.slotwise.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A decision as a person reads it: what, why, on which numbers, and by which rules. */
final class Explanation {
    private Explanation() {}

    static String of(Decision decision) {
        return Stream.of(
                        what(decision),
                        why(decision),
                        rule(decision),
                        change(decision),
                        decision.policy()
                                .map(policy -> "The rules are version " + policy.version() + " of the policy: "
                                        + ReplayTable.rules(policy) + ".")
                                .orElse("No rules were known."),
                        numbers(decision))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private static String what(Decision decision) {
        String done = switch (decision.verdict()) {
            case SCALE_OUT -> "scale out, from " + decision.masters() + " to " + decision.wanted() + " masters";
            case SCALE_IN -> "scale in, from " + decision.masters() + " to " + decision.wanted() + " masters";
            case HOLD -> "hold, with " + Text.count(decision.masters(), "master");
        };
        return decision.cluster() + " at " + Text.time(decision.at()) + " UTC: " + done + ".";
    }

    private static String rule(Decision decision) {
        String kind = decision.verdict() == Verdict.HOLD ? "What held it" : "The rule that fired";
        return kind + " is " + decision.reason() + ": "
                + decision.guard().orElse(decision.reason().text()) + "."
                + decision.asked().map(Explanation::asked).orElse("")
                + decision.intent()
                        .map(id -> " It became the intent " + id + ".")
                        .orElse("");
    }

    private static String asked(Decision.Asked asked) {
        return " The load asked for " + Text.count(asked.masters(), "master") + " (" + asked.rule() + ") in "
                + Text.count(asked.samples(), "sample") + " in a row.";
    }

    /** The sentence without its end, which says what would change it. */
    private static String why(Decision decision) {
        String all = decision.sentence();
        return decision.wouldChange()
                .filter(all::endsWith)
                .map(change -> all.substring(0, all.length() - change.length()).strip())
                .orElse(all);
    }

    private static String change(Decision decision) {
        return decision.wouldChange()
                .map(change -> "What would change it: " + change)
                .orElse("");
    }

    private static String numbers(Decision decision) {
        if (decision.nodes().isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("master", "slots", "CPU", "memory"));
        decision.nodes()
                .forEach(node -> rows.add(List.of(
                        node.pod(),
                        Text.whole(node.slots()),
                        percent(node.cpuPercent()),
                        percent(node.memoryPercent()))));
        return ReplayTable.aligned(rows);
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? Text.number(value.getAsDouble()) + " %" : "-";
    }
}
