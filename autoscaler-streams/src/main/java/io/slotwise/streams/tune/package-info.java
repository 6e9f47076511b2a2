/**
 * The search for better settings: tries some on the first part of histories, and judges the best on the rest. Pure: the same
 * histories and seed give the same answer, on however many cores.
 */
@NullMarked
package io.slotwise.streams.tune;

import org.jspecify.annotations.NullMarked;
