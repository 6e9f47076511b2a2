/** Tells Kafka how a job goes: best effort, in the background, never at the job's expense. */
@NullMarked
package io.slotwise.job.events;

import org.jspecify.annotations.NullMarked;
