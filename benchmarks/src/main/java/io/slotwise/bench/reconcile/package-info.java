/**
 * Measures the reconciler, a process of its own, on a real API server and a real Kafka: as many clusters as wanted, whose
 * pods and jobs exist on paper alone.
 */
@NullMarked
package io.slotwise.bench.reconcile;

import org.jspecify.annotations.NullMarked;
