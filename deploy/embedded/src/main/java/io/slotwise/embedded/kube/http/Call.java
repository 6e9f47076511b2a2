package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.slotwise.embedded.kube.rest.Durability;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.store.Nodes;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One request.
 *
 * @param path its segments
 * @param query the last value of each parameter
 */
record Call(
        String method,
        List<String> path,
        Map<String, String> query,
        String accept,
        String contentType,
        String upgrade,
        String body) {

    static Call of(HttpExchange exchange) throws IOException {
        return new Call(
                exchange.getRequestMethod(),
                Arrays.stream(exchange.getRequestURI().getRawPath().split("/", -1))
                        .filter(segment -> !segment.isEmpty())
                        .map(Call::decoded)
                        .toList(),
                query(Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .orElse("")),
                header(exchange, "Accept"),
                header(exchange, "Content-Type"),
                header(exchange, "Upgrade"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String header(HttpExchange exchange, String name) {
        return String.join(",", exchange.getRequestHeaders().getOrDefault(name, List.of()));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                query.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        return Map.copyOf(query);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean flag(String name) {
        return parameter(name).equals("true") || parameter(name).equals("1");
    }

    /** A whole number, or {@code otherwise} when the parameter is missing or is none. */
    long number(String name, long otherwise) {
        return number(name).orElse(otherwise);
    }

    /** A whole number, or nothing when the parameter is missing or is none. */
    OptionalLong number(String name) {
        String value = parameter(name);
        return value.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    Durability durability() {
        return parameter("dryRun").isEmpty() ? Durability.STORED : Durability.TRIED;
    }

    /**
     * The body as a tree; an empty body is an empty object.
     *
     * @throws Refusal when it is not what its media type says
     */
    JsonNode tree() {
        if (contentType.contains("protobuf")) {
            throw Refusal.unsupportedMediaType(
                    "the embedded API reads JSON and YAML, not protobuf; add: --dry-run=client -o yaml |"
                            + " kubectl apply -f -");
        }
        try {
            return body.isEmpty() ? Nodes.object() : contentType.contains("yaml") ? Nodes.yaml(body) : Nodes.json(body);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("the body cannot be read: " + e.getOriginalMessage());
        }
    }

    /**
     * The body as an object.
     *
     * @throws Refusal when it is none
     */
    ObjectNode object() {
        return Nodes.asObject(tree()).orElseThrow(() -> Refusal.badRequest("the body is not an object"));
    }
}
