/** A proxy before a Kubernetes API that refuses, breaks and delays what it is told to. */
@NullMarked
package io.slotwise.reconciler.proxy;

import org.jspecify.annotations.NullMarked;
