/**
 * A node of the embedded Kubernetes: the controllers for StatefulSets and Jobs, and a small kubelet that runs pods as
 * processes on loopback addresses. It speaks to the API as a client and owns every process that it starts.
 */
@NullMarked
package io.slotwise.embedded.agent;

import org.jspecify.annotations.NullMarked;
