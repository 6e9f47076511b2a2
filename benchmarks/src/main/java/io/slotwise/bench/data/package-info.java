/** Data sets: what each key holds, how it is loaded, read, written, and checked afterwards. Nothing here is random. */
@NullMarked
package io.slotwise.bench.data;

import org.jspecify.annotations.NullMarked;
