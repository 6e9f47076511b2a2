/** The kubelet's part: one worker a pod turns its containers into processes, probes, restarts and ends them. */
@NullMarked
package io.slotwise.embedded.agent.pod;

import org.jspecify.annotations.NullMarked;
