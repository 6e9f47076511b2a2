/** Asks Prometheus what {@code INFO} cannot say; it is never waited for. Uses the JDK's HTTP client alone. */
@NullMarked
package io.slotwise.collector.prometheus;

import org.jspecify.annotations.NullMarked;
