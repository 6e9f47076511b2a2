package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One requirement of a label selector. A label that is missing differs from every value. */
record LabelRequirement(String label, Operator operator, Set<String> values) implements Predicate<ObjectNode> {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\((.*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^!=\\s]+)\\s*(!=|==?)\\s*(\\S*)");
    private static final Pattern PRESENCE = Pattern.compile("(!?)\\s*([^!=\\s]+)");

    enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        ABSENT
    }

    static LabelRequirement parse(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            return new LabelRequirement(
                    set.group(1),
                    set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN,
                    Set.of(set.group(3).trim().split("\\s*,\\s*", -1)));
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            return new LabelRequirement(
                    equality.group(1),
                    equality.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN,
                    Set.of(equality.group(3)));
        }
        Matcher presence = PRESENCE.matcher(text);
        if (presence.matches()) {
            return new LabelRequirement(
                    presence.group(2), presence.group(1).isEmpty() ? Operator.EXISTS : Operator.ABSENT, Set.of());
        }
        throw new IllegalArgumentException("'" + text + "' is not a label selector");
    }

    /** The label, if only one value of it will do. */
    Map<String, String> equal() {
        return operator == Operator.IN && values.size() == 1
                ? Map.of(label, values.iterator().next())
                : Map.of();
    }

    @Override
    public boolean test(ObjectNode object) {
        JsonNode value = object.path("metadata").path("labels").path(label);
        return switch (operator) {
            case IN -> value.isTextual() && values.contains(value.textValue());
            case NOT_IN -> !value.isTextual() || !values.contains(value.textValue());
            case EXISTS -> value.isTextual();
            case ABSENT -> !value.isTextual();
        };
    }
}
