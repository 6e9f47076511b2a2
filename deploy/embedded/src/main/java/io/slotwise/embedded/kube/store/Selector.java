package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a request asks for among the objects of a kind: namespace, labels and fields.
 *
 * @param predicate whether an object is asked for
 * @param labels that every such object carries, and there may be more to it
 */
public record Selector(Predicate<ObjectNode> predicate, Map<String, String> labels) {
    /** Every object. */
    public static final Selector ALL = new Selector(object -> true);

    private Selector(Predicate<ObjectNode> predicate) {
        this(predicate, Map.of());
    }

    public static Selector namespace(String namespace) {
        return namespace.isEmpty()
                ? ALL
                : new Selector(object -> new Meta(object).namespace().equals(namespace));
    }

    /**
     * Reads a label selector such as {@code app=redis,tier in (a,b),!old}; the empty text selects everything.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static Selector labels(String text) {
        return all(split(text)
                .map(LabelRequirement::parse)
                .map(requirement -> new Selector(requirement, requirement.equal())));
    }

    /**
     * Reads a field selector such as {@code metadata.name=x,status.phase!=Running}; the empty text selects everything.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static Selector fields(String text) {
        return all(split(text).map(Selector::field));
    }

    public Selector and(Selector other) {
        Map<String, String> both = new HashMap<>(labels);
        both.putAll(other.labels);
        return new Selector(predicate.and(other.predicate), Map.copyOf(both));
    }

    public boolean matches(ObjectNode object) {
        return predicate.test(object);
    }

    private static Selector all(Stream<Selector> parts) {
        return parts.reduce(ALL, Selector::and);
    }

    private static Selector field(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("field selector '" + text + "' is not field=value or field!=value");
        }
        String value = text.substring(text.startsWith("==", equals) ? equals + 2 : equals + 1);
        String head = text.substring(0, equals);
        return head.endsWith("!")
                ? new Selector(object -> !Nodes.text(object, head.substring(0, head.length() - 1))
                        .equals(value))
                : new Selector(object -> Nodes.text(object, head).equals(value));
    }

    /** Splits at commas outside parentheses. */
    private static Stream<String> split(String text) {
        return text.isBlank()
                ? Stream.empty()
                : List.of(text.split(",(?![^(]*\\))", -1)).stream().map(String::trim);
    }
}
