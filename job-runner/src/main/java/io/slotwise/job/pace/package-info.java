/** How fast to move, worked out from what clients feel. Pure: no clock, no threads, no sockets. */
@NullMarked
package io.slotwise.job.pace;

import org.jspecify.annotations.NullMarked;
