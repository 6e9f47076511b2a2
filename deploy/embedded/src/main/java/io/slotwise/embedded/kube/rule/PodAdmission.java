package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;

/** Pods begin as pending. */
final class PodAdmission implements Admission {
    @Override
    public void onCreate(ObjectNode pod) {
        pod.putObject("status").put("phase", "Pending");
    }
}
