package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.ArrayList;
import java.util.List;

/** Pods begin as pending; hardly anything of their spec can be changed later. */
record PodAdmission(Immutable immutable) implements Admission {
    private static final List<String> CHANGEABLE =
            List.of("activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations");

    @Override
    public void onCreate(ObjectNode pod) {
        PodDefaults.complete(Nodes.child(pod, "spec"), "Always");
        pod.putObject("status").put("phase", "Pending").put("qosClass", "BestEffort");
    }

    @Override
    public void onUpdate(ObjectNode before, ObjectNode after) {
        List<String> changeable = new ArrayList<>(CHANGEABLE);
        if (Nodes.text(before, "spec.nodeName").isEmpty()) {
            changeable.add("nodeName");
        }
        immutable.except(
                changeable,
                withoutImages(before),
                withoutImages(after),
                "pod updates may not change fields other than `spec.containers[*].image`,"
                        + " `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` and"
                        + " `spec.terminationGracePeriodSeconds`");
    }

    private static ObjectNode withoutImages(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        List.of("containers", "initContainers")
                .forEach(list -> Nodes.elements(copy.path("spec").path(list))
                        .flatMap(container -> Nodes.asObject(container).stream())
                        .forEach(container -> container.remove("image")));
        return copy;
    }
}
