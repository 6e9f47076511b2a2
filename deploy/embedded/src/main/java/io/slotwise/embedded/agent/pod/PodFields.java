package io.slotwise.embedded.agent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a pod that its containers may refer to ({@code fieldRef}). */
final class PodFields {
    private static final Pattern ENTRY = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)']");

    private PodFields() {}

    /** The field's value as text. */
    static String value(Pod pod, String podIp, String path) throws NotStartable {
        Matcher entry = ENTRY.matcher(path);
        if (entry.matches()) {
            boolean label = entry.group(1).equals("labels");
            return entry(
                    label ? pod.getMetadata().getLabels() : pod.getMetadata().getAnnotations(), entry.group(2));
        }
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "spec.nodeName" ->
                Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
            case "spec.serviceAccountName" ->
                Optional.ofNullable(pod.getSpec().getServiceAccountName()).orElse("default");
            case "status.podIP", "status.podIPs", "status.hostIP" -> podIp;
            default -> throw NotStartable.config("fieldRef " + path + " is not known to the embedded node");
        };
    }

    private static String entry(@Nullable Map<String, String> entries, String key) {
        return entries == null ? "" : entries.getOrDefault(key, "");
    }
}
