package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.slotwise.embedded.agent.AgentConfig;
import io.slotwise.embedded.agent.Backoff;
import io.slotwise.embedded.agent.Events;
import io.slotwise.embedded.agent.process.Processes;
import java.time.Clock;

/**
 * What all pods of the node share.
 *
 * @param name the node's name, as {@code spec.nodeName} has it
 */
public record Node(
        String name,
        KubernetesClient client,
        Programs programs,
        PodFolders folders,
        Processes processes,
        Backoff restarts,
        Events events,
        Clock clock) {
    public static Node of(
            String name,
            KubernetesClient client,
            AgentConfig config,
            PodFolders folders,
            Processes processes,
            Clock clock) {
        return new Node(
                name,
                client,
                Programs.of(config),
                folders,
                processes,
                config.restarts(),
                new Events(client, clock, "kubelet"),
                clock);
    }
}
