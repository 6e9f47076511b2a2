/** The whole system in one command on embedded parts. */
@NullMarked
package io.slotwise.standalone;

import org.jspecify.annotations.NullMarked;
