package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is: written by the reconciler alone. Texts are empty and numbers 0 where there is nothing to say.
 *
 * <p>While {@code isResharding} or {@code isDraining} stands, the named pods are what a job that has to be made again is
 * made with.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RedisClusterStatus(
        @JsonPropertyDescription("Masters that own slots.") int currentMasters,
        @JsonPropertyDescription("Replicas.") int currentReplicas,

        @JsonPropertyDescription("Whether the cluster was formed once.")
        boolean initialized,

        @JsonProperty("isResharding") @JsonPropertyDescription("Whether slots move on to the standby.")
        boolean isResharding,

        @JsonProperty("isDraining") @JsonPropertyDescription("Whether a master is being emptied.")
        boolean isDraining,

        @JsonProperty("isProvisioningStandby") @JsonPropertyDescription("Whether the next standby is being made.")
        boolean isProvisioningStandby,

        @JsonPropertyDescription("The master that owns no slots and stands by.")
        String standbyPod,

        @JsonPropertyDescription("The master that is being relieved.")
        String overloadedPod,

        @JsonPropertyDescription("The master that is being emptied.")
        String podToDrain,

        @JsonPropertyDescription("Where most of the emptied master's slots go.")
        String drainDestPod1,

        @JsonPropertyDescription("Where the second most of the emptied master's slots go.")
        String drainDestPod2,

        @JsonPropertyDescription("When the last scaling began, ISO 8601.")
        String lastScaleTime,

        @JsonPropertyDescription("The generation of the spec that this status was made for.")
        long observedGeneration,

        @JsonPropertyDescription("Standard conditions: Initialized, Ready, Reconciling, Stalled.")
        List<Condition> conditions) {
    public static final RedisClusterStatus NEW =
            new RedisClusterStatus(0, 0, false, false, false, false, "", "", "", "", "", "", 0, List.of());

    public RedisClusterStatus {
        standbyPod = Objects.requireNonNullElse(standbyPod, "");
        overloadedPod = Objects.requireNonNullElse(overloadedPod, "");
        podToDrain = Objects.requireNonNullElse(podToDrain, "");
        drainDestPod1 = Objects.requireNonNullElse(drainDestPod1, "");
        drainDestPod2 = Objects.requireNonNullElse(drainDestPod2, "");
        lastScaleTime = Objects.requireNonNullElse(lastScaleTime, "");
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    }

    public Optional<Condition> condition(String type) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }
}
