/** An open-loop client with a ledger of what Redis acknowledged. */
@NullMarked
package io.slotwise.bench.load;

import org.jspecify.annotations.NullMarked;
