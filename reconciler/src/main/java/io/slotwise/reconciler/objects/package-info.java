/** The Kubernetes objects that a cluster consists of, made from its settings. Builds values; calls nothing. */
@NullMarked
package io.slotwise.reconciler.objects;

import org.jspecify.annotations.NullMarked;
