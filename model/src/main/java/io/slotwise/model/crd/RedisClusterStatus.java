package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is: written by the reconciler alone. Texts are empty and numbers 0 where there is nothing to say.
 *
 * <p>{@code operation} says what is under way; {@code isResharding}, {@code isDraining} and {@code isProvisioningStandby}
 * follow from it. A job that was lost half-way is made again with the pods that are named here.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RedisClusterStatus(
        @StatusReplicas @JsonPropertyDescription("Masters that own slots.")
        int currentMasters,

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

        @JsonPropertyDescription("When the last job was seen to have ended, ISO 8601.")
        String lastJobTime,

        @JsonPropertyDescription("Identity of the settings, users and certificates that all nodes have taken on.")
        String configuration,

        @JsonPropertyDescription("What is being done to the cluster. Absent when nothing is.") @Nullable
        Operation operation,

        @LabelSelector @JsonPropertyDescription("Selects the cluster's pods; for the scale subresource.")
        String selector,

        @JsonPropertyDescription("The generation of the spec that this status was made for.")
        long observedGeneration,

        @JsonPropertyDescription("Standard conditions: Initialized, Ready, Reconciling, Stalled, Healthy.")
        List<Condition> conditions) {

    /**
     * A change that is under way.
     *
     * @param kind one of {@code ClusterRecord.Operation.Kind}
     * @param since when it began, ISO 8601; also its identity
     * @param masters active masters when it is over
     * @param attempts jobs of it that have ended, failed or not
     * @param pod the pod that is made anew, else empty
     * @param correlation what it is part of: an id that logs, jobs and topics share
     */
    public record Operation(
            @JsonPropertyDescription("BOOTSTRAP, RESHARD, DRAIN, PROVISION_STANDBY, SHRINK, CONFIGURE, UPDATE or HEAL.")
            String kind,

            @JsonPropertyDescription("When it began, ISO 8601.")
            String since,

            @JsonPropertyDescription("Active masters when it is over.")
            int masters,

            @JsonPropertyDescription("Jobs of it that have ended, failed or not.")
            int attempts,

            @JsonPropertyDescription("The pod that is made anew.")
            String pod,

            @JsonPropertyDescription("What it is part of: an id that logs, jobs and topics share.")
            String correlation) {
        public Operation {
            pod = Objects.requireNonNullElse(pod, "");
            correlation = Objects.requireNonNullElse(correlation, "");
        }
    }

    public static final RedisClusterStatus NEW = new RedisClusterStatus(
            0, 0, false, false, false, false, "", "", "", "", "", "", "", "", null, "", 0, List.of());

    public RedisClusterStatus {
        standbyPod = Objects.requireNonNullElse(standbyPod, "");
        overloadedPod = Objects.requireNonNullElse(overloadedPod, "");
        podToDrain = Objects.requireNonNullElse(podToDrain, "");
        drainDestPod1 = Objects.requireNonNullElse(drainDestPod1, "");
        drainDestPod2 = Objects.requireNonNullElse(drainDestPod2, "");
        lastScaleTime = Objects.requireNonNullElse(lastScaleTime, "");
        configuration = Objects.requireNonNullElse(configuration, "");
        lastJobTime = Objects.requireNonNullElse(lastJobTime, "");
        selector = Objects.requireNonNullElse(selector, "");
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    }

    /** What is being done to the cluster, if anything is. */
    public Optional<Operation> underWay() {
        return Optional.ofNullable(operation);
    }

    public Optional<Condition> condition(String type) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }
}
