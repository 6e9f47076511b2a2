/** Generated objects against golden files. */
@NullMarked
package io.slotwise.reconciler.objects;

import org.jspecify.annotations.NullMarked;
