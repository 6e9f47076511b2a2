package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Nodes;

/** Namespaces are active from the start and carry their name as a label, for selectors. */
final class NamespaceAdmission implements Admission {
    @Override
    public void onCreate(ObjectNode namespace) {
        Meta meta = new Meta(namespace);
        Nodes.child(meta.node(), "labels").put("kubernetes.io/metadata.name", meta.name());
        namespace.putObject("status").put("phase", "Active");
    }
}
