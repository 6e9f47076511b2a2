package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON paths of printer columns: fields ({@code .spec.masters}, with {@code \.} for a dot in a name), elements
 * ({@code [0]}) and one filter ({@code [?(@.type=="Ready")]}). Anything else finds nothing.
 */
record JsonPath(List<UnaryOperator<JsonNode>> steps) {
    private static final Pattern STEP = Pattern.compile(
            "\\.((?:[^.\\[\\\\]|\\\\.)+)|\\[(\\d+)]|\\['([^']+)']|\\[\\?\\(@\\.(\\w+)\\s*==\\s*[\"']([^\"']*)[\"']\\)]");

    static JsonPath parse(String text) {
        List<UnaryOperator<JsonNode>> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            steps.add(step(matcher));
            end = matcher.end();
        }
        return end == text.length() ? new JsonPath(steps) : new JsonPath(List.of(node -> MissingNode.getInstance()));
    }

    private static UnaryOperator<JsonNode> step(Matcher matcher) {
        if (matcher.group(1) != null) {
            String field = matcher.group(1).replace("\\", "");
            return node -> node.path(field);
        }
        if (matcher.group(2) != null) {
            int index = Integer.parseInt(matcher.group(2));
            return node -> node.path(index);
        }
        if (matcher.group(3) != null) {
            String field = matcher.group(3);
            return node -> node.path(field);
        }
        String field = matcher.group(4);
        String value = matcher.group(5);
        return node -> Nodes.elements(node)
                .filter(element -> element.path(field).asText().equals(value))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    /** What stands there, or a missing node. */
    JsonNode first(JsonNode root) {
        JsonNode here = root;
        for (UnaryOperator<JsonNode> step : steps) {
            here = step.apply(here);
        }
        return here;
    }
}
