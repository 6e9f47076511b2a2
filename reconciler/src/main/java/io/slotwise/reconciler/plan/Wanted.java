package io.slotwise.reconciler.plan;

import io.slotwise.model.ClusterKey;
import java.time.Duration;

/**
 * What is wanted of a cluster.
 *
 * @param cluster which cluster
 * @param shape its size
 * @param hint the pod that the last intent names, as long as no scaling has begun since; else empty
 * @param freshness the oldest that a sample may be to be acted on
 * @param configuration identity of the settings, users and certificates that nodes take on while they run
 * @param care how far its pods are looked after
 */
public record Wanted(
        ClusterKey cluster, Shape shape, String hint, Duration freshness, String configuration, Care care) {}
