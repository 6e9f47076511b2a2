/** The topics: what is read of intents, samples and clusters is kept here; clusters and dead letters are written. */
@NullMarked
package io.slotwise.reconciler.kafka;

import org.jspecify.annotations.NullMarked;
