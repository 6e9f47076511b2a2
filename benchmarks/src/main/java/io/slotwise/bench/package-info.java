/** {@code slotwise bench}: measures what the documentation claims, on this machine. */
@NullMarked
package io.slotwise.bench;

import org.jspecify.annotations.NullMarked;
