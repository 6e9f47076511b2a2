package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;

/** A Job gets a selector of its own, and its pods the labels for it; what it runs cannot be changed. */
record JobAdmission(Immutable immutable) implements Admission {
    private static final int RETRIES = 6;

    @Override
    public void onCreate(ObjectNode job) {
        Meta meta = new Meta(job);
        ObjectNode spec = Nodes.child(job, "spec");
        ObjectNode template = Nodes.child(spec, "template");
        ObjectNode labels = Nodes.child(Nodes.child(template, "metadata"), "labels");
        if (!spec.path("manualSelector").asBoolean(false)) {
            for (String prefix : List.of("", "batch.kubernetes.io/")) {
                labels.put(prefix + "controller-uid", meta.uid()).put(prefix + "job-name", meta.name());
            }
            ObjectNode selector = Nodes.object();
            selector.putObject("matchLabels").put("batch.kubernetes.io/controller-uid", meta.uid());
            spec.set("selector", selector);
        }
        complete(spec);
        if (!List.of("Never", "OnFailure").contains(Nodes.text(template, "spec.restartPolicy"))) {
            throw immutable.refusal(
                    job,
                    new Cause(
                            "spec.template.spec.restartPolicy",
                            "Required value: valid values: \"OnFailure\", \"Never\"",
                            "FieldValueRequired"));
        }
    }

    private static void complete(ObjectNode spec) {
        PodDefaults.put(spec, "completions", 1);
        PodDefaults.put(spec, "parallelism", 1);
        PodDefaults.put(spec, "backoffLimit", RETRIES);
        PodDefaults.put(spec, "completionMode", "NonIndexed");
        PodDefaults.put(spec, "podReplacementPolicy", spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        if (!spec.has("suspend")) {
            spec.put("suspend", false);
        }
        PodDefaults.complete(Nodes.child(Nodes.child(spec, "template"), "spec"), "Always");
    }

    @Override
    public void onUpdate(ObjectNode before, ObjectNode after) {
        complete(Nodes.child(after, "spec"));
        List.of("template", "selector", "completions", "completionMode", "podFailurePolicy")
                .forEach(field -> immutable.field(field, before, after));
    }
}
