package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;

/** A Job gets a selector of its own, and its pods the labels for it. */
final class JobAdmission implements Admission {
    @Override
    public void onCreate(ObjectNode job) {
        Meta meta = new Meta(job);
        ObjectNode spec = Nodes.child(job, "spec");
        ObjectNode labels = Nodes.child(Nodes.child(Nodes.child(spec, "template"), "metadata"), "labels");
        if (!spec.path("manualSelector").asBoolean(false)) {
            for (String prefix : List.of("", "batch.kubernetes.io/")) {
                labels.put(prefix + "controller-uid", meta.uid()).put(prefix + "job-name", meta.name());
            }
            ObjectNode selector = Nodes.object();
            selector.putObject("matchLabels").put("batch.kubernetes.io/controller-uid", meta.uid());
            spec.set("selector", selector);
        }
    }
}
