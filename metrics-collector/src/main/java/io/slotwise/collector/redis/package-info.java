/** Asks Redis nodes through Lettuce's asynchronous API; knows nothing of Kafka or Prometheus and never writes to Redis. */
@NullMarked
package io.slotwise.collector.redis;

import org.jspecify.annotations.NullMarked;
