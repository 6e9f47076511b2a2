/** Tests of the Helm chart and of the manifests that are rendered from it, by Helm itself. */
@NullMarked
package io.slotwise.standalone.chart;

import org.jspecify.annotations.NullMarked;
