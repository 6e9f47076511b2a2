package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Services get a cluster address. Nothing listens there. */
final class ServiceAdmission implements Admission {
    private static final int BYTE = 256;

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void onCreate(ObjectNode service) {
        ObjectNode spec = Nodes.child(service, "spec");
        PodDefaults.put(spec, "type", "ClusterIP");
        if (!spec.path("type").asText().equals("ExternalName")) {
            PodDefaults.put(spec, "clusterIP", address());
            PodDefaults.put(spec, "clusterIPs", List.of(spec.path("clusterIP").asText()));
            PodDefaults.put(spec, "ipFamilies", List.of("IPv4"));
            PodDefaults.put(spec, "ipFamilyPolicy", "SingleStack");
        }
        PodDefaults.put(spec, "sessionAffinity", "None");
        PodDefaults.put(spec, "internalTrafficPolicy", "Cluster");
        ports(spec);
        service.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void onUpdate(ObjectNode before, ObjectNode after) {
        ObjectNode spec = Nodes.child(after, "spec");
        for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            if (!spec.has(field) && before.path("spec").has(field)) {
                spec.set(field, before.path("spec").path(field).deepCopy());
            }
        }
        PodDefaults.put(spec, "type", "ClusterIP");
        PodDefaults.put(spec, "sessionAffinity", "None");
        PodDefaults.put(spec, "internalTrafficPolicy", "Cluster");
        ports(spec);
    }

    private static void ports(ObjectNode spec) {
        Nodes.elements(spec.path("ports"))
                .flatMap(port -> Nodes.asObject(port).stream())
                .forEach(port -> {
                    PodDefaults.put(port, "protocol", "TCP");
                    if (!port.has("targetPort")) {
                        port.set("targetPort", port.path("port"));
                    }
                });
    }

    private String address() {
        int next = count.incrementAndGet();
        return "10.96." + next / BYTE % BYTE + "." + next % BYTE;
    }
}
