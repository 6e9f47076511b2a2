package io.slotwise.embedded.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares values with their schema: types, required fields, ranges, lengths, patterns, choices. */
final class Check {
    private final List<Cause> causes = new ArrayList<>();

    private Check() {}

    /** All that is wrong with the value. */
    static List<Cause> of(SchemaNode schema, JsonNode value, String path) {
        Check check = new Check();
        check.value(schema, value, path);
        return List.copyOf(check.causes);
    }

    private void value(SchemaNode schema, JsonNode value, String path) {
        if (value.isNull() && schema.isNullable()) {
            return;
        }
        if (!typeFits(schema, value)) {
            wrong(path, shown(value), "must be of type " + schema.type() + ": \"" + typeOf(value) + "\"");
            return;
        }
        choices(schema, value, path);
        combinations(schema, value, path);
        if (value instanceof ObjectNode object) {
            object(schema, object, path);
        } else if (value.isArray()) {
            array(schema, value, path);
        } else if (value.isNumber()) {
            number(schema, value, path);
        } else if (value.isTextual()) {
            text(schema, value, path);
        }
    }

    private static boolean typeFits(SchemaNode schema, JsonNode value) {
        if (schema.isIntOrString()) {
            return value.isIntegralNumber() || value.isTextual();
        }
        return switch (schema.type()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case POJO, BINARY, MISSING -> "unknown";
            default -> value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private void choices(SchemaNode schema, JsonNode value, String path) {
        JsonNode choices = schema.json().path("enum");
        if (choices.isArray() && Nodes.elements(choices).noneMatch(value::equals)) {
            String supported = Nodes.elements(choices).map(JsonNode::toString).collect(Collectors.joining(", "));
            causes.add(new Cause(
                    path,
                    "Unsupported value: " + value + ": supported values: " + supported,
                    "FieldValueNotSupported"));
        }
    }

    private void combinations(SchemaNode schema, JsonNode value, String path) {
        Nodes.elements(schema.json().path("allOf")).forEach(part -> value(new SchemaNode(part), value, path));
        JsonNode any = schema.json().path("anyOf");
        if (any.isArray() && fitting(any, value, path) == 0) {
            wrong(path, shown(value), "must validate at least one schema (anyOf)");
        }
        JsonNode one = schema.json().path("oneOf");
        if (one.isArray() && fitting(one, value, path) != 1) {
            wrong(path, shown(value), "must validate one and only one schema (oneOf)");
        }
        JsonNode not = schema.json().path("not");
        if (not.isObject() && of(new SchemaNode(not), value, path).isEmpty()) {
            wrong(path, shown(value), "must not validate the schema (not)");
        }
    }

    private static long fitting(JsonNode schemas, JsonNode value, String path) {
        return Nodes.elements(schemas)
                .filter(part -> of(new SchemaNode(part), value, path).isEmpty())
                .count();
    }

    private void object(SchemaNode schema, ObjectNode object, String path) {
        Nodes.texts(schema.json().path("required")).stream()
                .filter(name -> !object.has(name))
                .forEach(name -> causes.add(Cause.required(join(path, name))));
        count(schema, "Properties", object.size(), "properties", path);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            schema.field(field.getKey()).ifPresent(known -> value(known, field.getValue(), join(path, field.getKey())));
        }
    }

    private void array(SchemaNode schema, JsonNode array, String path) {
        count(schema, "Items", array.size(), "items", path);
        for (int i = 0; i < array.size(); i++) {
            String at = path + "[" + i + "]";
            JsonNode element = array.get(i);
            schema.items().ifPresent(items -> value(items, element, at));
        }
    }

    private void count(SchemaNode schema, String of, int count, String words, String path) {
        int most = schema.json().path("max" + of).asInt(Integer.MAX_VALUE);
        int least = schema.json().path("min" + of).asInt(0);
        if (count > most) {
            causes.add(new Cause(
                    path, "Too many: " + count + ": must have at most " + most + " " + words, "FieldValueTooMany"));
        }
        if (count < least) {
            wrong(path, Integer.toString(count), "should have at least " + least + " " + words);
        }
    }

    private void number(SchemaNode schema, JsonNode value, String path) {
        JsonNode least = schema.json().path("minimum");
        JsonNode most = schema.json().path("maximum");
        boolean above = schema.json().path("exclusiveMinimum").asBoolean(false);
        boolean below = schema.json().path("exclusiveMaximum").asBoolean(false);
        double is = value.doubleValue();
        if (least.isNumber() && (is < least.doubleValue() || (above && is == least.doubleValue()))) {
            wrong(path, shown(value), "should be greater than " + (above ? "" : "or equal to ") + written(least));
        }
        if (most.isNumber() && (is > most.doubleValue() || (below && is == most.doubleValue()))) {
            wrong(path, shown(value), "should be less than " + (below ? "" : "or equal to ") + written(most));
        }
        double step = schema.json().path("multipleOf").asDouble(0);
        if (step > 0 && Math.abs(is / step - Math.rint(is / step)) > 1e-9) {
            wrong(path, shown(value), "should be a multiple of " + step);
        }
    }

    /** Definitions may write whole numbers as {@code 100.0}. */
    private static String written(JsonNode number) {
        double value = number.doubleValue();
        return value == Math.rint(value) ? Long.toString((long) value) : number.asText();
    }

    private void text(SchemaNode schema, JsonNode value, String path) {
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        JsonNode pattern = schema.json().path("pattern");
        if (length < schema.json().path("minLength").asInt(0)) {
            wrong(path, shown(value), "should be at least " + schema.json().path("minLength") + " chars long");
        }
        if (length > schema.json().path("maxLength").asInt(Integer.MAX_VALUE)) {
            causes.add(new Cause(
                    path,
                    "Too long: may not be more than " + schema.json().path("maxLength") + " bytes",
                    "FieldValueTooLong"));
        }
        if (pattern.isTextual()
                && !Pattern.compile(pattern.textValue()).matcher(text).find()) {
            wrong(path, shown(value), "should match '" + pattern.textValue() + "'");
        }
    }

    private void wrong(String path, String shown, String problem) {
        causes.add(Cause.invalid(path, "Invalid value: " + shown + ": " + path + " in body " + problem));
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode() ? "\"" + typeOf(value) + "\"" : value.toString();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
