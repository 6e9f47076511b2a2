/** HTTP round the embedded API: requests in, Kubernetes' replies, lists, tables and watch streams out. */
@NullMarked
package io.slotwise.embedded.kube.http;

import org.jspecify.annotations.NullMarked;
