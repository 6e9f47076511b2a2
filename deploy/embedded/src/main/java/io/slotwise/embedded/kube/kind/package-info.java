/** The kinds of objects the embedded API serves: those built in and those that definitions (CRDs) add. */
@NullMarked
package io.slotwise.embedded.kube.kind;

import org.jspecify.annotations.NullMarked;
