/**
 * Servers' own migrations, which hand over slots as a whole: Valkey's and Redis' differ in their words only. Knows the words
 * of {@code plan} and speaks to Redis through {@code resp}; what is given to it, and how fast, is {@code move}'s.
 */
@NullMarked
package io.slotwise.job.atomic;

import org.jspecify.annotations.NullMarked;
