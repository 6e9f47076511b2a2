/**
 * Metric histories as files: what was recorded from Kafka, as JSON lines, and plain columns of time and value; either may be
 * compressed. Reads streams of bytes, asks no clock, and never stops at a bad row: it sets the row aside and says so.
 */
@NullMarked
package io.slotwise.streams.history;

import org.jspecify.annotations.NullMarked;
