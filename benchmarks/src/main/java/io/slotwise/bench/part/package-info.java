/** A part of Slotwise as a process that is measured: its start and end, its metrics, its heap, and where it works. */
@NullMarked
package io.slotwise.bench.part;

import org.jspecify.annotations.NullMarked;
