/** A part of Slotwise as a process that is measured: its start and end, its metrics, its heap. */
@NullMarked
package io.slotwise.bench.part;

import org.jspecify.annotations.NullMarked;
