/**
 * The load that {@code up} and the story put on a cluster, and the ledger that tells whether a client lost anything by it.
 * Talks to Redis as an ordinary cluster client does and knows nothing of Kafka, Kubernetes or the other modules.
 *
 * <p>{@link io.slotwise.standalone.load.LoadGenerator} is the way in. Its pure parts are {@code Ledger}, {@code CostModel},
 * {@code Pacer} and {@link io.slotwise.standalone.load.LoadProfile}.
 */
@NullMarked
package io.slotwise.standalone.load;

import org.jspecify.annotations.NullMarked;
