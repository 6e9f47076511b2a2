package io.slotwise.embedded.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON values as CEL knows them. */
final class CelValues {
    private CelValues() {}

    static Object of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> Nodes.elements(value).map(CelValues::of).toList();
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Map<String, Object> object(JsonNode value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        value.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
        return fields;
    }
}
