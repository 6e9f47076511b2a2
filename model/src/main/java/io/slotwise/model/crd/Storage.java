package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The volume claimed for each pod.
 *
 * @param size such as {@code 10Gi}
 * @param storageClassName the default class when it is left out
 * @param keepAfterDeletion whether claims outlive the cluster; those of pods that a scale-down takes away go in any case
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Storage(
        @Required @JsonPropertyDescription("Size of the volume, such as 10Gi.")
        String size,

        @JsonPropertyDescription("Storage class. Without it, the default class.") @Nullable
        String storageClassName,

        @Default("true")
        @JsonPropertyDescription("Whether volumes stay when the cluster is deleted. A cluster of the same name takes"
                + " them up again.")
        Boolean keepAfterDeletion) {
    public Storage {
        keepAfterDeletion = Objects.requireNonNullElse(keepAfterDeletion, true);
    }
}
