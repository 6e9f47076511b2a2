package io.slotwise.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The identity of a {@code RedisCluster}, and the key of every topic: {@code namespace/name}. */
public record ClusterKey(String namespace, String name) {
    public ClusterKey {
        Checks.notBlank("namespace", namespace);
        Checks.notBlank("name", name);
    }

    /**
     * Reads {@code namespace/name}.
     *
     * @throws IllegalArgumentException when the text has not exactly two parts
     */
    @JsonCreator
    public static ClusterKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.indexOf('/', slash + 1) >= 0) {
            throw new IllegalArgumentException("a cluster is written namespace/name, not '" + text + "'");
        }
        return new ClusterKey(text.substring(0, slash), text.substring(slash + 1));
    }

    @JsonValue
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
