@NullMarked
package io.slotwise.job.move;

import org.jspecify.annotations.NullMarked;
