/**
 * What is the next single step? Given what is wanted and what is there, pure values answer; this package knows neither
 * Kubernetes nor Kafka nor Redis nor a clock.
 */
@NullMarked
package io.slotwise.reconciler.plan;

import org.jspecify.annotations.NullMarked;
