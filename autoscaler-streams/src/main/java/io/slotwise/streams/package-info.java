/** Decides: the Kafka Streams topology that turns samples into decisions and intents; knows neither Redis nor Kubernetes. */
@NullMarked
package io.slotwise.streams;

import org.jspecify.annotations.NullMarked;
