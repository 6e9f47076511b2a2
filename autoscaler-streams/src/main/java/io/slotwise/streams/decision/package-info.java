/** The pure decision core: given a cluster's state and a sample, scale or hold, and why. No Kafka, no clock. */
@NullMarked
package io.slotwise.streams.decision;

import org.jspecify.annotations.NullMarked;
