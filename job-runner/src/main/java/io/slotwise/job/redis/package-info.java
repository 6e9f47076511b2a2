/**
 * Redis by its own protocol: reads what nodes say of themselves and carries out steps. Speaks RESP2 over plain sockets,
 * since a job lives for seconds and a client library takes one of them to load.
 */
@NullMarked
package io.slotwise.job.redis;

import org.jspecify.annotations.NullMarked;
