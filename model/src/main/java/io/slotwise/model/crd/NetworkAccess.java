package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;

/**
 * Who may connect to the cluster's pods.
 *
 * @param allowedNamespaces besides the cluster's own
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkAccess(
        @Size(max = 100) @JsonPropertyDescription("Namespaces whose pods may connect, besides the cluster's own.")
        List<String> allowedNamespaces) {
    public NetworkAccess {
        allowedNamespaces = List.copyOf(Objects.requireNonNullElse(allowedNamespaces, List.of()));
    }
}
