package io.slotwise.model.crd;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.slotwise.model.ClusterKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Redis Cluster that Slotwise runs: what a person wants ({@code spec}) and what is ({@code status}). */
@Group(RedisCluster.GROUP)
@Version(RedisCluster.VERSION)
@ShortNames("rc")
@AdditionalPrinterColumn(name = "MASTERS", jsonPath = ".spec.masters", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "CURRENT",
        jsonPath = ".status.currentMasters",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "RESHARDING",
        jsonPath = ".status.isResharding",
        type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "READY",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "REASON",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "REPLICAS",
        jsonPath = ".status.currentReplicas",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "DRAINING",
        jsonPath = ".status.isDraining",
        type = AdditionalPrinterColumn.Type.BOOLEAN,
        priority = 1)
@AdditionalPrinterColumn(
        name = "PROVISIONING",
        jsonPath = ".status.isProvisioningStandby",
        type = AdditionalPrinterColumn.Type.BOOLEAN,
        priority = 1)
@AdditionalPrinterColumn(
        name = "STANDBY",
        jsonPath = ".status.standbyPod",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "AUTOSCALE",
        jsonPath = ".spec.autoScaleEnabled",
        type = AdditionalPrinterColumn.Type.BOOLEAN,
        priority = 1)
@AdditionalPrinterColumn(
        name = "VERSION",
        jsonPath = ".spec.redisVersion",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public final class RedisCluster extends CustomResource<RedisClusterSpec, RedisClusterStatus> implements Namespaced {
    public static final String GROUP = "cache.example.com";
    public static final String VERSION = "v1";
    public static final String KIND = "RedisCluster";

    /** Where the CRD stands on the class path. */
    public static final String CRD_RESOURCE = "/io/slotwise/model/crd/crd-redisclusters.yaml";

    @Override
    @SuppressWarnings("NullAway") // the client's own contract: no spec until it is read
    protected @Nullable RedisClusterSpec initSpec() {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway")
    protected @Nullable RedisClusterStatus initStatus() {
        return null;
    }

    /** The key of every record about this cluster. */
    public ClusterKey key() {
        return new ClusterKey(getMetadata().getNamespace(), getMetadata().getName());
    }

    /** The status, or that of a cluster nobody has looked at yet. */
    public RedisClusterStatus statusOrNew() {
        return Optional.ofNullable(getStatus()).orElse(RedisClusterStatus.NEW);
    }
}
