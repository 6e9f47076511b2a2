/**
 * A Kubernetes API server inside this process, on loopback: enough of the real one's contract that kubectl, fabric8's
 * client, informers and operators cannot tell the difference in what they do here. Uses the JDK's HTTP server.
 */
@NullMarked
package io.slotwise.embedded.kube;

import org.jspecify.annotations.NullMarked;
