/** A real Kafka broker inside this process, with the topics of Slotwise; uses Kafka's own server. */
@NullMarked
package io.slotwise.embedded.kafka;

import org.jspecify.annotations.NullMarked;
