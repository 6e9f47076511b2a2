/**
 * Redis' own protocol, RESP2, over the JDK's own sockets, with TLS or without: a job lives for seconds, and a client library takes one of them to load.
 * Knows commands and answers, and nothing of slots or plans.
 */
@NullMarked
package io.slotwise.job.resp;

import org.jspecify.annotations.NullMarked;
