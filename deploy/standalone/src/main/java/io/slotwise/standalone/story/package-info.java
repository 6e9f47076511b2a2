/** The story that {@code ./slotwise up} tells: what happens to the cluster, in words, with times, and how it ended. */
@NullMarked
package io.slotwise.standalone.story;

import org.jspecify.annotations.NullMarked;
