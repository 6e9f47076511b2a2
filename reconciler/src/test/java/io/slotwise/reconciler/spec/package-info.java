/** Tests of reading specs. */
@NullMarked
package io.slotwise.reconciler.spec;

import org.jspecify.annotations.NullMarked;
