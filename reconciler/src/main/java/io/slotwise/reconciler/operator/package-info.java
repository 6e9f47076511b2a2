/** How turns are driven: events of Kubernetes and of the topics, one turn a cluster at a time, back-off after failures. */
@NullMarked
package io.slotwise.reconciler.operator;

import org.jspecify.annotations.NullMarked;
