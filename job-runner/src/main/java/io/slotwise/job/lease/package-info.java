/**
 * One runner at a time: the right to change a cluster, held as a connection at each of its masters. Nothing is stored, so
 * nothing is left behind, and a master without memory can be relieved too.
 */
@NullMarked
package io.slotwise.job.lease;

import org.jspecify.annotations.NullMarked;
