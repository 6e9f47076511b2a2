/** Moves Redis data: forms clusters, reshards and drains; knows neither Kubernetes nor decisions. */
@NullMarked
package io.slotwise.job;

import org.jspecify.annotations.NullMarked;
