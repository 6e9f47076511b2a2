/**
 * Where histories come from: files, the topics of a running Kafka, and a Prometheus. All become either a tape of records or
 * a plain column of numbers; what cannot be read is set aside and told.
 */
@NullMarked
package io.slotwise.standalone.lab.source;

import org.jspecify.annotations.NullMarked;
