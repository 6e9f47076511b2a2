/** Processes of this machine: started, listed on disk, and never left behind. Knows no Kubernetes. */
@NullMarked
package io.slotwise.embedded.agent.process;

import org.jspecify.annotations.NullMarked;
