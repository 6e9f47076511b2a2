/**
 * The way to Kubernetes and to the topic of clusters: one look that reads all of a cluster from the API, and the writes,
 * each a value of its own, that go through one port.
 */
@NullMarked
package io.slotwise.reconciler.kube;

import org.jspecify.annotations.NullMarked;
