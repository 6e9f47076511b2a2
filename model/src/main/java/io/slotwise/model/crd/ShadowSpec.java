package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Scaling rules that are tried out; what is left out is as in the spec itself. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ShadowSpec(
        @Required
        @Size(max = 40)
        @Pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")
        @JsonPropertyDescription("What its verdicts are marked with: small letters, digits and dashes.")
        String name,

        @Min(1) @Max(100) @JsonPropertyDescription("cpuThreshold to try.") @Nullable
        Integer cpuThreshold,

        @Min(1) @Max(100) @JsonPropertyDescription("cpuThresholdLow to try.") @Nullable
        Integer cpuThresholdLow,

        @Min(1) @Max(100) @JsonPropertyDescription("memoryThreshold to try.") @Nullable
        Integer memoryThreshold,

        @Min(1) @Max(100) @JsonPropertyDescription("memoryThresholdLow to try.") @Nullable
        Integer memoryThresholdLow,

        @Min(30) @Max(3600) @JsonPropertyDescription("scaleCooldownSeconds to try.") @Nullable
        Integer scaleCooldownSeconds,

        @Min(3) @JsonPropertyDescription("maxMasters to try.") @Nullable
        Integer maxMasters,

        @JsonPropertyDescription("strategy to try.") RedisClusterSpec.@Nullable Strategy strategy,

        @JsonPropertyDescription("scaling to try, in place of the spec's own.") @Nullable
        ScalingSpec scaling) {
    /** The most that one cluster has. */
    static final int MOST = 5;
}
