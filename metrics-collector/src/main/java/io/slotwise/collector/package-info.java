/** Observes: reads Redis and Prometheus and publishes samples; changes nothing but its own topic. */
@NullMarked
package io.slotwise.collector;

import org.jspecify.annotations.NullMarked;
