/** The collector's two ends in Kafka: the clusters it reads, the samples and dead letters it writes. */
@NullMarked
package io.slotwise.collector.kafka;

import org.jspecify.annotations.NullMarked;
