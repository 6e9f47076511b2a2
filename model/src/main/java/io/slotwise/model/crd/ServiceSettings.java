package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Map;
import java.util.Objects;

/**
 * The service that clients find the cluster by.
 *
 * @param type how it can be reached
 * @param annotations such as those that cloud load balancers read
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceSettings(
        @Default("ClusterIP")
        @JsonPropertyDescription("ClusterIP, NodePort or LoadBalancer. It leads to some node; clients must reach all"
                + " nodes at the addresses that these tell them.")
        Type type,

        @JsonPropertyDescription("Annotations, such as those that cloud load balancers read.")
        Map<String, String> annotations) {
    public static final ServiceSettings DEFAULT = new ServiceSettings(Type.ClusterIP, Map.of());

    /** How a service can be reached. */
    public enum Type {
        ClusterIP,
        NodePort,
        LoadBalancer
    }

    public ServiceSettings {
        type = Objects.requireNonNullElse(type, Type.ClusterIP);
        annotations = Map.copyOf(Objects.requireNonNullElse(annotations, Map.of()));
    }
}
