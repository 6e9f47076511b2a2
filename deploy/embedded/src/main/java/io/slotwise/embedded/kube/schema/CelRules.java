package io.slotwise.embedded.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rules of a schema, compiled once, each with the schema node that it stands at. */
final class CelRules {
    private static final String FIELD = "x-kubernetes-validations";

    private final Map<JsonNode, CelRule> compiled = new HashMap<>();
    private final List<Cause> problems = new ArrayList<>();

    /** Compiles what stands in the schema; what cannot be compiled is among the {@link #problems()}. */
    CelRules(SchemaNode schema) {
        compile(schema.json());
    }

    private void compile(JsonNode node) {
        for (JsonNode rule : node.path(FIELD)) {
            try {
                compiled.put(rule, CelRule.compile(rule));
            } catch (CelProblem e) {
                problems.add(
                        Cause.invalid(FIELD + ".rule", "Invalid value: " + rule.path("rule") + ": " + e.getMessage()));
            }
        }
        Stream.concat(
                        node.path("properties").properties().stream().map(Map.Entry::getValue),
                        Stream.of(node.path("items"), node.path("additionalProperties")))
                .filter(JsonNode::isObject)
                .forEach(this::compile);
    }

    List<Cause> problems() {
        return List.copyOf(problems);
    }

    /**
     * Evaluates every rule on the value and what is in it.
     *
     * @param before what the value was, or a missing node
     */
    List<Cause> check(SchemaNode schema, JsonNode value, JsonNode before, String path) {
        List<Cause> causes = new ArrayList<>();
        check(schema, value, before, path, causes);
        return causes;
    }

    private void check(SchemaNode schema, JsonNode value, JsonNode before, String path, List<Cause> causes) {
        Nodes.elements(schema.json().path(FIELD))
                .map(compiled::get)
                .filter(rule -> rule != null && (!rule.isTransition() || !before.isMissingNode()))
                .flatMap(rule -> rule.check(path, value, before).stream())
                .forEach(causes::add);
        if (value instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> schema.field(field.getKey())
                            .ifPresent(known -> check(
                                    known,
                                    field.getValue(),
                                    before.path(field.getKey()),
                                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                                    causes)));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                String at = path + "[" + i + "]";
                JsonNode element = value.get(i);
                schema.items().ifPresent(items -> check(items, element, MissingNode.getInstance(), at, causes));
            }
        }
    }
}
