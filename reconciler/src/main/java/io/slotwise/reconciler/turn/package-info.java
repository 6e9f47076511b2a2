/**
 * One turn of the wheel: look at a cluster, let the plan say the next step, write it, and look again until nothing is left
 * to do. Knows the ports to Kubernetes and the topics, but neither their clients' life nor threads.
 */
@NullMarked
package io.slotwise.reconciler.turn;

import org.jspecify.annotations.NullMarked;
