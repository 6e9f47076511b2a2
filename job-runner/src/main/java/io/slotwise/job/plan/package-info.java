/**
 * Which node, which slots, what next: pure functions from what Redis says of itself to the next step of a job. Uses the
 * shared model alone; no sockets, no clock, no state.
 */
@NullMarked
package io.slotwise.job.plan;

import org.jspecify.annotations.NullMarked;
