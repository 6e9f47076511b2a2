/**
 * The pure core of the collector: from what nodes answered to a {@link io.slotwise.model.Sample}. It knows neither Redis'
 * nor Kafka's clients nor a clock; times come in with the answers.
 */
@NullMarked
package io.slotwise.collector.reading;

import org.jspecify.annotations.NullMarked;
