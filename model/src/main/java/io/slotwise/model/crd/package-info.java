/**
 * The {@code RedisCluster} custom resource as Kubernetes knows it. The CRD is generated from these classes and checked in
 * under {@code deploy/manifests}; validation stands in it, so that a bad object is refused when it is applied.
 */
@NullMarked
package io.slotwise.model.crd;

import org.jspecify.annotations.NullMarked;
