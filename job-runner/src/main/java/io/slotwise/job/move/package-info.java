/**
 * Moves slots with their keys between masters. Decides nothing about which; speaks to Redis through {@code resp} and knows
 * the words of {@code plan}.
 */
@NullMarked
package io.slotwise.job.move;

import org.jspecify.annotations.NullMarked;
