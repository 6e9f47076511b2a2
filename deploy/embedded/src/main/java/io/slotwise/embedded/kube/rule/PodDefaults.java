package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.store.Nodes;
import java.util.List;
import java.util.stream.Stream;

/** What the API server adds to pod specs that do not say it, so that clients meet the same differences as elsewhere. */
final class PodDefaults {
    private static final int GRACE_SECONDS = 30;
    private static final int FILE_MODE = 420;

    private PodDefaults() {}

    /**
     * Completes a pod spec.
     *
     * @param restartPolicy the kind's own default
     */
    static void complete(ObjectNode spec, String restartPolicy) {
        put(spec, "restartPolicy", restartPolicy);
        put(spec, "dnsPolicy", "ClusterFirst");
        put(spec, "schedulerName", "default-scheduler");
        put(spec, "terminationGracePeriodSeconds", GRACE_SECONDS);
        Nodes.child(spec, "securityContext");
        Stream.of("initContainers", "containers")
                .flatMap(list -> Nodes.elements(spec.path(list)))
                .flatMap(container -> Nodes.asObject(container).stream())
                .forEach(PodDefaults::container);
        Nodes.elements(spec.path("volumes"))
                .flatMap(volume -> Stream.of("configMap", "secret").map(volume::path))
                .flatMap(source -> Nodes.asObject(source).stream())
                .forEach(source -> put(source, "defaultMode", FILE_MODE));
    }

    private static void container(ObjectNode container) {
        String image = container.path("image").asText("");
        boolean latest = !image.substring(image.lastIndexOf('/') + 1).contains(":") || image.endsWith(":latest");
        put(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        put(container, "terminationMessagePath", "/dev/termination-log");
        put(container, "terminationMessagePolicy", "File");
        Nodes.child(container, "resources");
        objects(container.path("ports")).forEach(port -> put(port, "protocol", "TCP"));
        Stream.of("readinessProbe", "livenessProbe", "startupProbe")
                .flatMap(probe -> Nodes.asObject(container.path(probe)).stream())
                .forEach(PodDefaults::probe);
        objects(container.path("env"))
                .flatMap(variable -> Nodes.asObject(Nodes.at(variable, "valueFrom.fieldRef")).stream())
                .forEach(reference -> put(reference, "apiVersion", "v1"));
    }

    private static Stream<ObjectNode> objects(JsonNode array) {
        return Nodes.elements(array).flatMap(element -> Nodes.asObject(element).stream());
    }

    private static void probe(ObjectNode probe) {
        put(probe, "timeoutSeconds", 1);
        put(probe, "periodSeconds", 10);
        put(probe, "successThreshold", 1);
        put(probe, "failureThreshold", 3);
        Nodes.asObject(probe.path("httpGet")).ifPresent(get -> {
            put(get, "scheme", "HTTP");
            put(get, "path", "/");
        });
    }

    static void put(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    static void put(ObjectNode object, String field, int value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    static void put(ObjectNode object, String field, List<String> value) {
        if (!object.has(field)) {
            value.forEach(object.putArray(field)::add);
        }
    }
}
