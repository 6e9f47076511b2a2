/** Tests of the laboratory's commands, on real files, a real broker, a real Prometheus and a real browser. */
@NullMarked
package io.slotwise.standalone.lab;

import org.jspecify.annotations.NullMarked;
