/** What the reconciler asks of Kubernetes, against what the deployed roles grant. */
@NullMarked
package io.slotwise.reconciler.access;

import org.jspecify.annotations.NullMarked;
