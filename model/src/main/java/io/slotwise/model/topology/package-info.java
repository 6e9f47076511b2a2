/** What Redis says of its cluster: hash slots and the node table, parsed from Redis' own text. */
@NullMarked
package io.slotwise.model.topology;

import org.jspecify.annotations.NullMarked;
