/**
 * Real {@code redis-server} processes on loopback: which binary to run, an address of its own for each node, and the
 * process itself. Knows nothing of Kubernetes or clusters.
 */
@NullMarked
package io.slotwise.embedded.redis;

import org.jspecify.annotations.NullMarked;
