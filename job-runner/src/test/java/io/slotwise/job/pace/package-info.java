@NullMarked
package io.slotwise.job.pace;

import org.jspecify.annotations.NullMarked;
