/** Redis' protocol with as little work as possible: the measuring client must not take the CPU that it measures. */
@NullMarked
package io.slotwise.bench.resp;

import org.jspecify.annotations.NullMarked;
