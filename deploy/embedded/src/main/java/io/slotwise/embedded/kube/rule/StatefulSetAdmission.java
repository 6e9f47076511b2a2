package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;

/** Defaults of StatefulSets, and which of their fields may change. */
record StatefulSetAdmission(Immutable immutable) implements Admission {
    private static final int REVISIONS = 10;
    private static final List<String> CHANGEABLE = List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    @Override
    public void onCreate(ObjectNode set) {
        complete(set);
        boolean matches = Nodes.at(set, "spec.selector.matchLabels").properties().stream()
                .allMatch(label -> Nodes.at(set, "spec.template.metadata.labels")
                        .path(label.getKey())
                        .equals(label.getValue()));
        if (!matches) {
            throw immutable.refusal(
                    set,
                    Cause.invalid(
                            "spec.template.metadata.labels",
                            "Invalid value: `selector` does not match template `labels`"));
        }
    }

    @Override
    public void onUpdate(ObjectNode before, ObjectNode after) {
        complete(after);
        immutable.except(
                CHANGEABLE,
                before,
                after,
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy',"
                        + " 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                        + " forbidden");
    }

    private static void complete(ObjectNode set) {
        ObjectNode spec = Nodes.child(set, "spec");
        PodDefaults.put(spec, "replicas", 1);
        PodDefaults.put(spec, "podManagementPolicy", "OrderedReady");
        PodDefaults.put(spec, "revisionHistoryLimit", REVISIONS);
        ObjectNode strategy = Nodes.child(spec, "updateStrategy");
        PodDefaults.put(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            PodDefaults.put(Nodes.child(strategy, "rollingUpdate"), "partition", 0);
        }
        ObjectNode retention = Nodes.child(spec, "persistentVolumeClaimRetentionPolicy");
        PodDefaults.put(retention, "whenDeleted", "Retain");
        PodDefaults.put(retention, "whenScaled", "Retain");
        PodDefaults.complete(Nodes.child(Nodes.child(spec, "template"), "spec"), "Always");
        Nodes.elements(spec.path("volumeClaimTemplates"))
                .flatMap(claim -> Nodes.asObject(claim).stream())
                .forEach(StatefulSetAdmission::claim);
    }

    private static void claim(ObjectNode claim) {
        claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        PodDefaults.put(Nodes.child(claim, "spec"), "volumeMode", "Filesystem");
        PodDefaults.put(Nodes.child(claim, "status"), "phase", "Pending");
    }
}
