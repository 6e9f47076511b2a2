/** What the collector shows on {@code /metrics}: itself, and every node under the redis exporter's names. */
@NullMarked
package io.slotwise.collector.metrics;

import org.jspecify.annotations.NullMarked;
