package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON trees, the form in which the API keeps its objects. */
public final class Nodes {
    /** In ASCII: fabric8's client cuts what an HTTP watch sends by bytes, and fills characters of several bytes with NULs. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectMapper YAML = new YAMLMapper();

    private Nodes() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * Reads JSON.
     *
     * @throws JsonProcessingException when the text is not JSON
     */
    public static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /**
     * Reads YAML, of which JSON is a part.
     *
     * @throws JsonProcessingException when the text is not YAML
     */
    public static JsonNode yaml(String text) throws JsonProcessingException {
        return YAML.readTree(text);
    }

    /** The tree as one line of JSON. */
    public static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    /** The node at a dotted path such as {@code spec.replicas}, or a missing node. */
    public static JsonNode at(JsonNode node, String path) {
        JsonNode here = node;
        for (String step : path.split("\\.", -1)) {
            here = here.path(step);
        }
        return here;
    }

    /** The text at a dotted path, or empty when it is missing, null or not a scalar. */
    public static String text(JsonNode node, String path) {
        return at(node, path).asText("");
    }

    /** The object in that field, made when it is missing. */
    public static ObjectNode child(ObjectNode node, String field) {
        return node.get(field) instanceof ObjectNode child ? child : node.putObject(field);
    }

    public static Optional<ObjectNode> asObject(JsonNode node) {
        return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    public static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    public static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }
}
