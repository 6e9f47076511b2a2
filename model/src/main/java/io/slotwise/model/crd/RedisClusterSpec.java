package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of a cluster. Values that are left out have the defaults of the CRD here too, so that an object
 * reads the same from a server that does not fill them in; the ranges are not checked again here.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "self.masters >= self.minMasters",
        message = "masters must be at least minMasters: raise masters or lower minMasters")
@ValidationRule(
        value = "!has(self.maxMasters) || self.maxMasters >= self.minMasters",
        message = "maxMasters must be at least minMasters: raise maxMasters or lower minMasters")
@ValidationRule(
        value = "!has(self.maxMasters) || self.masters <= self.maxMasters",
        message = "masters must be at most maxMasters: lower masters or raise maxMasters")
@ValidationRule(
        value = "self.cpuThreshold > self.cpuThresholdLow",
        message = "cpuThreshold must exceed cpuThresholdLow: raise cpuThreshold or lower cpuThresholdLow")
@ValidationRule(
        value = "self.memoryThreshold > self.memoryThresholdLow",
        message = "memoryThreshold must exceed memoryThresholdLow: raise memoryThreshold or lower memoryThresholdLow")
@ValidationRule(
        value = "!self.existingCluster || (has(self.podSelector) && size(self.podSelector) > 0)",
        message = "existingCluster needs podSelector: add the labels that the cluster's pods carry")
@ValidationRule(
        value = "!self.existingCluster || (has(self.serviceName) && size(self.serviceName) > 0)",
        message = "existingCluster needs serviceName: add the name of the cluster's headless service")
@ValidationRule(
        value = "!self.existingCluster || !(has(self.storage) || has(self.persistence) || has(self.preset)"
                + " || has(self.maxmemory) || has(self.maxmemoryPolicy) || has(self.service) || has(self.networkPolicy)"
                + " || (has(self.redisConfig) && size(self.redisConfig) > 0))",
        message = "existingCluster leaves settings, volumes and services to whoever deployed the cluster: leave out"
                + " storage, persistence, preset, maxmemory, maxmemoryPolicy, redisConfig, service and networkPolicy")
@ValidationRule(
        value = "self.existingCluster == oldSelf.existingCluster",
        message = "existingCluster cannot be changed: put it back, and take another object for another" + " cluster")
@ValidationRule(
        value = "self.prometheusURL.startsWith('http://') || self.prometheusURL.startsWith('https://')",
        message = "prometheusURL must begin with http:// or https://")
@ValidationRule(
        value = "!has(self.shadow) || self.shadow.all(one, self.shadow.exists_one(other, other.name == one.name))",
        message = "shadow must name each policy once: rename the second")
@ValidationRule(
        value = "!has(self.shadow) || self.shadow.all(one,"
                + " (has(one.cpuThreshold) ? one.cpuThreshold : self.cpuThreshold)"
                + " > (has(one.cpuThresholdLow) ? one.cpuThresholdLow : self.cpuThresholdLow))",
        message =
                "shadow: cpuThreshold must exceed cpuThresholdLow in each policy, those of the spec where it has none")
@ValidationRule(
        value = "!has(self.shadow) || self.shadow.all(one,"
                + " (has(one.memoryThreshold) ? one.memoryThreshold : self.memoryThreshold)"
                + " > (has(one.memoryThresholdLow) ? one.memoryThresholdLow : self.memoryThresholdLow))",
        message =
                "shadow: memoryThreshold must exceed memoryThresholdLow in each policy, those of the spec where it has"
                        + " none")
@ValidationRule(
        value = "!has(self.shadow) || self.shadow.all(one, !has(one.maxMasters) || one.maxMasters >= self.minMasters)",
        message = "shadow: maxMasters must be at least the spec's minMasters in each policy")
@ValidationRule(
        value = "self.existingCluster || has(self.auth) == has(oldSelf.auth)",
        message = "auth cannot be added to or taken from a cluster that is there: make a new cluster")
@ValidationRule(
        value = "self.existingCluster || has(self.tls) == has(oldSelf.tls)",
        message = "tls cannot be added to or taken from a cluster that is there: make a new cluster")
@ValidationRule(
        value = "has(self.storage) == has(oldSelf.storage)",
        message = "storage cannot be added to or taken from a cluster that is there: make a new cluster")
@ValidationRule(
        value = "!has(self.storage) || !has(oldSelf.storage) || (self.storage.size == oldSelf.storage.size"
                + " && has(self.storage.storageClassName) == has(oldSelf.storage.storageClassName)"
                + " && (!has(self.storage.storageClassName)"
                + " || self.storage.storageClassName == oldSelf.storage.storageClassName))",
        message = "storage.size and storageClassName cannot be changed: volumes are claimed once")
@ValidationRule(
        value = "self.redisVersion.matches('^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$')",
        message = "redisVersion must be the tag of an image, such as 7.2")
@ValidationRule(
        value = "!has(self.maxmemory) || self.maxmemory.matches('^([1-9][0-9]?%|[0-9]+([kKMG]i?)?)$')",
        message = "maxmemory must be bytes, such as 512Mi or 2Gi, or a percentage of the memory limit from 1% to 99%")
@ValidationRule(
        value = "!has(self.maxmemory) || !self.maxmemory.endsWith('%') || (has(self.pod) && has(self.pod.resources)"
                + " && has(self.pod.resources.limits) && 'memory' in self.pod.resources.limits)",
        message = "maxmemory is a percentage of pod.resources.limits.memory: add that limit or give bytes")
@ValidationRule(
        value = "!has(self.maxmemoryPolicy) || self.maxmemoryPolicy in ['noeviction', 'allkeys-lru', 'allkeys-lfu',"
                + " 'allkeys-random', 'volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl']",
        message = "maxmemoryPolicy must be noeviction, or allkeys- or volatile- with lru, lfu or random, or"
                + " volatile-ttl")
@ValidationRule(
        value = OwnSettings.IF_SET + OwnSettings.FILES + OwnSettings.NONE,
        message = OwnSettings.LEAVE_OUT + OwnSettings.FILES + ": the cluster stands on them")
@ValidationRule(
        value = OwnSettings.IF_SET + OwnSettings.ADDRESSES + OwnSettings.NONE,
        message =
                OwnSettings.LEAVE_OUT + OwnSettings.ADDRESSES + ": pods have the addresses that Kubernetes gives them")
@ValidationRule(
        value = OwnSettings.IF_SET + OwnSettings.REPLICATION + OwnSettings.NONE,
        message = OwnSettings.LEAVE_OUT + OwnSettings.REPLICATION + ": replicasPerMaster says how many there are")
@ValidationRule(
        value = OwnSettings.IF_SET + OwnSettings.LOGIN + OwnSettings.NONE,
        message = OwnSettings.LEAVE_OUT + OwnSettings.LOGIN + ": passwords and users are said in auth")
@ValidationRule(
        value = OwnSettings.IF_SET + OwnSettings.TLS + OwnSettings.NONE,
        message = OwnSettings.LEAVE_OUT + OwnSettings.TLS + ": certificates are said in tls")
public record RedisClusterSpec(
        @Required
        @Min(1)
        @SpecReplicas
        @JsonPropertyDescription(
                "Active masters, the hot standby not counted. At least minMasters. A change moves slots, one"
                        + " master at a time.")
        int masters,

        @Min(3) @Default("3") @JsonPropertyDescription("Floor of scale-down.")
        Integer minMasters,

        @Min(3) @JsonPropertyDescription("Ceiling of scale-up. Without it there is none.") @Nullable
        Integer maxMasters,

        @Min(0) @Default("1") @JsonPropertyDescription("Replicas of each master, the standby's too.")
        Integer replicasPerMaster,

        @Default("7.2") @JsonPropertyDescription("Tag of the redis image.")
        String redisVersion,

        @Required @JsonPropertyDescription("Whether load changes masters. With false, manual scaling still works.")
        boolean autoScaleEnabled,

        @Required
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "Percent of one core. A master above it makes the cluster scale up. Must exceed" + " cpuThresholdLow.")
        int cpuThreshold,

        @Min(1)
        @Max(100)
        @Default("20")
        @JsonPropertyDescription("Percent of one core. Scale-down needs every master below it.")
        Integer cpuThresholdLow,

        @Min(1)
        @Max(100)
        @Default("70")
        @JsonPropertyDescription(
                "Percent of the node's memory limit. A master above it makes the cluster scale up. Must exceed"
                        + " memoryThresholdLow.")
        Integer memoryThreshold,

        @Min(1)
        @Max(100)
        @Default("30")
        @JsonPropertyDescription("Percent of the node's memory limit. Scale-down needs every master below it.")
        Integer memoryThresholdLow,

        @Min(60)
        @Max(3600)
        @Default("600")
        @JsonPropertyDescription("Seconds that one run of a bootstrap, reshard or drain job may take.")
        Integer reshardTimeoutSeconds,

        @Min(30) @Max(3600) @Default("60") @JsonPropertyDescription("Least seconds between two scalings.")
        Integer scaleCooldownSeconds,

        @Min(5) @Max(300) @Default("15") @JsonPropertyDescription("Seconds between two samples.")
        Integer metricsQueryInterval,

        @JsonProperty("prometheusURL")
        @Default("http://prometheus-operated.monitoring.svc:9090")
        @JsonPropertyDescription("Where Prometheus is asked.")
        String prometheusURL,

        @Default("false")
        @JsonPropertyDescription("Adopt a cluster that someone else deployed. Its template, settings and"
                + " services stay as they are; redisVersion is not looked at.")
        Boolean existingCluster,

        @JsonPropertyDescription("Labels that all pods of the adopted cluster carry, and no other pods. Required with"
                + " existingCluster.")
        Map<String, String> podSelector,

        @JsonPropertyDescription("Service of the adopted cluster; it says on which port Redis listens. Required with"
                + " existingCluster.")
        @Nullable
        String serviceName,

        @JsonPropertyDescription("StatefulSet of the adopted cluster. Without it, the cluster's own name.") @Nullable
        String statefulSetName,

        @Default("true")
        @JsonPropertyDescription("Whether an adopted cluster's StatefulSet is scaled. With false, the status says which"
                + " pods to add or remove.")
        Boolean manageStatefulSet,

        @Default("adaptive")
        @JsonPropertyDescription(
                "adaptive sharpens the thresholds by windows, proofs and what was learned of the load; threshold is the"
                        + " plain rule.")
        Strategy strategy,

        @JsonPropertyDescription("How far, how often and when load may change masters.") @Nullable
        ScalingSpec scaling,

        @Size(max = ShadowSpec.MOST)
        @JsonPropertyDescription(
                "Scaling rules that are tried out: judged by beside the spec's own, acting on nothing.")
        List<ShadowSpec> shadow,

        @JsonPropertyDescription("Further lines of redis.conf: setting and value.")
        Map<String, String> redisConfig,

        @JsonPropertyDescription("A small set of Redis settings for one aim: throughput, latency or cost.") @Nullable
        Preset preset,

        @Size(max = 20)
        @JsonPropertyDescription("Memory for data, such as 2Gi or a percentage of the container's memory limit. Without"
                + " it, 75% of the limit, and no bound where there is none.")
        @Nullable
        String maxmemory,

        @JsonPropertyDescription("What goes when memory is full, such as allkeys-lru. Without it nothing goes, and"
                + " writes are refused.")
        @Nullable
        String maxmemoryPolicy,

        @JsonPropertyDescription("What Redis writes to its volume.") @Nullable
        Persistence persistence,

        @JsonPropertyDescription("A volume for each pod. Without it, data lives as long as its pod.") @Nullable
        Storage storage,

        @JsonPropertyDescription("Passwords and users. Without it, whoever reaches a node may do anything.") @Nullable
        Auth auth,

        @JsonPropertyDescription("TLS for clients, replication and the cluster bus.") @Nullable
        Tls tls,

        @JsonPropertyDescription("How Redis' pods run and where.") @Nullable
        PodSettings pod,

        @JsonPropertyDescription("The service that clients find the cluster by.") @Nullable
        ServiceSettings service,

        @JsonPropertyDescription("Lets nobody but pods of the cluster's own and of the named namespaces, and Slotwise"
                + " itself, connect to Redis. Without it, whoever reaches the network may.")
        @Nullable
        NetworkAccess networkPolicy) {
    public static final int LEAST_MASTERS = 3;

    /** How the load is judged. */
    public enum Strategy {
        @JsonProperty("adaptive")
        ADAPTIVE,
        @JsonProperty("threshold")
        THRESHOLD
    }

    public RedisClusterSpec {
        minMasters = Objects.requireNonNullElse(minMasters, LEAST_MASTERS);
        replicasPerMaster = Objects.requireNonNullElse(replicasPerMaster, 1);
        redisVersion = Objects.requireNonNullElse(redisVersion, "7.2");
        cpuThresholdLow = Objects.requireNonNullElse(cpuThresholdLow, 20);
        memoryThreshold = Objects.requireNonNullElse(memoryThreshold, 70);
        memoryThresholdLow = Objects.requireNonNullElse(memoryThresholdLow, 30);
        reshardTimeoutSeconds = Objects.requireNonNullElse(reshardTimeoutSeconds, 600);
        scaleCooldownSeconds = Objects.requireNonNullElse(scaleCooldownSeconds, 60);
        metricsQueryInterval = Objects.requireNonNullElse(metricsQueryInterval, 15);
        prometheusURL = Objects.requireNonNullElse(prometheusURL, "http://prometheus-operated.monitoring.svc:9090");
        existingCluster = Objects.requireNonNullElse(existingCluster, false);
        manageStatefulSet = Objects.requireNonNullElse(manageStatefulSet, true);
        podSelector = Map.copyOf(Objects.requireNonNullElse(podSelector, Map.of()));
        strategy = Objects.requireNonNullElse(strategy, Strategy.ADAPTIVE);
        shadow = List.copyOf(Objects.requireNonNullElse(shadow, List.of()));
        redisConfig = Map.copyOf(Objects.requireNonNullElse(redisConfig, Map.of()));
    }

    /** The scale-up ceiling, if there is one. */
    public OptionalInt ceiling() {
        return maxMasters == null ? OptionalInt.empty() : OptionalInt.of(maxMasters);
    }

    /** The volume of each pod, if it has one. */
    public Optional<Storage> volume() {
        return Optional.ofNullable(storage);
    }

    /** How pods run, with defaults for what is not said. */
    public PodSettings podOrDefault() {
        return pod == null ? PodSettings.DEFAULT : pod;
    }

    /** How clients find the cluster, with defaults for what is not said. */
    public ServiceSettings serviceOrDefault() {
        return service == null ? ServiceSettings.DEFAULT : service;
    }
}
