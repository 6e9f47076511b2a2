package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** What a pod's worker tells the API. */
record PodApi(Node node) {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** Takes the pod to this node, as a scheduler would. */
    void bind(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        Binding binding = new BindingBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withNewTarget()
                .withKind("Node")
                .withName(node.name())
                .endTarget()
                .build();
        node.client().raw(path(pod) + "/binding", "POST", binding);
        node.events()
                .write(
                        pod,
                        "Normal",
                        "Scheduled",
                        "Successfully assigned " + namespace + "/" + name + " to " + node.name());
    }

    /** Writes the status of this very pod. */
    void write(Pod pod, PodStatus status) {
        Pod patch = new PodBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withStatus(status)
                .build();
        node.client().resource(patch).subresource("status").patch(MERGE);
    }

    /** Deletes this very pod, not one of the same name that may have come after it. */
    void letGo(Pod pod) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withGracePeriodSeconds(0L)
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .endPreconditions()
                .build();
        node.client().raw(path(pod), "DELETE", options);
    }

    private static String path(Pod pod) {
        return "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName();
    }
}
