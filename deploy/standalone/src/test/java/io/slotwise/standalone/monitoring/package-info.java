/** Tests of the alert rules and dashboards, with Prometheus' own tools. */
@NullMarked
package io.slotwise.standalone.monitoring;

import org.jspecify.annotations.NullMarked;
