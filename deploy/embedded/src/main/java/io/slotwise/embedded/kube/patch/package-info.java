/** Kubernetes' ways of saying a change: JSON patch, merge patch, strategic merge patch and apply. Pure. */
@NullMarked
package io.slotwise.embedded.kube.patch;

import org.jspecify.annotations.NullMarked;
