package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.slotwise.embedded.kube.kind.Definition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param type such as {@code string} or {@code integer}
 * @param priority above 0 it is shown with {@code -o wide} only
 */
record TableColumn(String name, String type, int priority, Cell cell) {
    /** What stands in the column for an object, seen at a time. */
    interface Cell {
        JsonNode of(ObjectNode object, Instant now);
    }

    static TableColumn text(String name, Function<ObjectNode, String> cell) {
        return new TableColumn(name, "string", 0, (object, now) -> TextNode.valueOf(cell.apply(object)));
    }

    static TableColumn wide(String name, Function<ObjectNode, String> cell) {
        return new TableColumn(name, "string", 1, (object, now) -> TextNode.valueOf(cell.apply(object)));
    }

    /** The age of what happened at the time in that place. */
    static TableColumn age(String name, JsonPath path) {
        return new TableColumn(name, "string", 0, (object, now) -> age(path.first(object), now));
    }

    static TableColumn of(Definition.Column column) {
        JsonPath path = JsonPath.parse(column.jsonPath());
        return column.type().equals("date")
                ? new TableColumn(
                        column.name(), "date", column.priority(), (object, now) -> age(path.first(object), now))
                : new TableColumn(
                        column.name(), column.type(), column.priority(), (object, now) -> value(path.first(object)));
    }

    private static JsonNode value(JsonNode found) {
        return found instanceof MissingNode
                ? NullNode.instance
                : found.isContainerNode() ? TextNode.valueOf(found.toString()) : found;
    }

    private static JsonNode age(JsonNode time, Instant now) {
        try {
            return TextNode.valueOf(words(Duration.between(Instant.parse(time.asText()), now)));
        } catch (DateTimeException e) {
            return TextNode.valueOf("<unknown>");
        }
    }

    /** The two largest units that matter, as kubectl words them: {@code 45s}, {@code 3m10s}, {@code 5h}, {@code 2d4h}. */
    static String words(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 600) {
            return seconds / 60 + "m" + rest(seconds % 60, "s");
        }
        if (seconds < 10_800) {
            return seconds / 60 + "m";
        }
        if (seconds < 28_800) {
            return seconds / 3600 + "h" + rest(seconds / 60 % 60, "m");
        }
        if (seconds < 172_800) {
            return seconds / 3600 + "h";
        }
        long days = seconds / 86_400;
        return days < 8 ? days + "d" + rest(seconds / 3600 % 24, "h") : days + "d";
    }

    private static String rest(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
