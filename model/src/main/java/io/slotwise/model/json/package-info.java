/** How the shared records are written down: one JSON mapper, and the Kafka serdes and topics built on it. */
@NullMarked
package io.slotwise.model.json;

import org.jspecify.annotations.NullMarked;
