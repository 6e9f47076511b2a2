/** Real Redis Clusters built for one run: their nodes, their CPU, and a look at their slots. */
@NullMarked
package io.slotwise.bench.cluster;

import org.jspecify.annotations.NullMarked;
