package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How Redis' pods run and where. Names and types are those of Kubernetes' own pod. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!self.image.matches('.*(:[^/]*|@.*)$')",
        message = "pod.image must be without a tag: move the tag to redisVersion")
public record PodSettings(
        @Size(max = 253) @Default("redis") @JsonPropertyDescription("Image without its tag, which is redisVersion.")
        String image,

        @JsonPropertyDescription("Always, IfNotPresent or Never. Without it, as Kubernetes has it.") @Nullable
        PullPolicy imagePullPolicy,

        @JsonPropertyDescription("Secrets to pull images with, the job runner's too.")
        List<LocalObjectReference> imagePullSecrets,

        @JsonPropertyDescription("Requests and limits of Redis' container.") @Nullable
        ResourceRequirements resources,

        @JsonPropertyDescription("Labels that nodes must have.")
        Map<String, String> nodeSelector,

        @JsonPropertyDescription("Taints that pods put up with.")
        List<Toleration> tolerations,

        @JsonPropertyDescription(
                "Instead of the default: pods of a cluster prefer nodes, then zones, without another" + " pod of it.")
        @Nullable
        Affinity affinity,

        @JsonPropertyDescription("How pods are spread. A constraint without labelSelector is for the cluster's pods.")
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @JsonPropertyDescription("Priority class.") @Nullable
        String priorityClassName,

        @Min(1)
        @Default("60")
        @JsonPropertyDescription("Seconds that Redis gets to end in, its last save to disk included.")
        Integer terminationGracePeriodSeconds,

        @JsonPropertyDescription("Annotations of pods.") Map<String, String> annotations,

        @JsonPropertyDescription("Instead of the default, which meets the restricted Pod Security Standard.") @Nullable
        PodSecurityContext securityContext,

        @JsonPropertyDescription("The same for the container.") @Nullable
        SecurityContext containerSecurityContext,

        @JsonPropertyDescription("Kernel settings of the pod, such as net.core.somaxconn; nodes must allow them.")
        List<Sysctl> sysctls) {
    public static final PodSettings DEFAULT = pulling(List.of());

    /** The defaults, with Secrets to pull images with. */
    public static PodSettings pulling(List<LocalObjectReference> secrets) {
        return new PodSettings(
                "redis", null, secrets, null, Map.of(), List.of(), null, List.of(), null, 60, Map.of(), null, null,
                List.of());
    }

    /** When an image is pulled. */
    public enum PullPolicy {
        Always,
        IfNotPresent,
        Never
    }

    public PodSettings {
        image = Objects.requireNonNullElse(image, "redis");
        imagePullSecrets = List.copyOf(Objects.requireNonNullElse(imagePullSecrets, List.of()));
        nodeSelector = Map.copyOf(Objects.requireNonNullElse(nodeSelector, Map.of()));
        tolerations = List.copyOf(Objects.requireNonNullElse(tolerations, List.of()));
        topologySpreadConstraints = List.copyOf(Objects.requireNonNullElse(topologySpreadConstraints, List.of()));
        terminationGracePeriodSeconds = Objects.requireNonNullElse(terminationGracePeriodSeconds, 60);
        annotations = Map.copyOf(Objects.requireNonNullElse(annotations, Map.of()));
        sysctls = List.copyOf(Objects.requireNonNullElse(sysctls, List.of()));
    }
}
