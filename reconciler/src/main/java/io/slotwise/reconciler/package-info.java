/** Changes Kubernetes: intents become spec changes, specs become objects and jobs; never talks to Redis. */
@NullMarked
package io.slotwise.reconciler;

import org.jspecify.annotations.NullMarked;
