package io.slotwise.embedded.agent.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets the pods of a node go that is there no longer: nobody else can say that they have ended. */
final class LostPodController implements Controller {
    private final KubernetesClient client;

    LostPodController(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void pass() {
        Set<String> nodes = client.nodes().list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
        client.pods().inAnyNamespace().list().getItems().stream()
                .filter(pod -> pod.getSpec().getNodeName() != null
                        && !nodes.contains(pod.getSpec().getNodeName()))
                .forEach(pod -> Attempt.at(pod, () -> letGo(pod)));
    }

    private void letGo(Pod pod) {
        client.resource(pod).withGracePeriod(0).delete();
    }
}
