/** What moving slots takes, in one place: the job runner forecasts with it, and replay simulates with it. Pure numbers. */
@NullMarked
package io.slotwise.model.move;

import org.jspecify.annotations.NullMarked;
