package io.slotwise.reconciler.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.slotwise.model.crd.RedisClusterStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text of JSON merge patches. */
final class MergePatch {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private MergePatch() {}

    /** Changes one part of the very object that was seen. */
    static String of(ObjectMeta seen, String part, Object value) {
        return text(Map.of("resourceVersion", seen.getResourceVersion()), part, value);
    }

    static String of(ObjectMeta seen, Map<String, String> annotations, String part, Object value) {
        return text(Map.of("resourceVersion", seen.getResourceVersion(), "annotations", annotations), part, value);
    }

    /** Changes labels of the object with that identity, whatever its version. */
    static String labels(ObjectMeta seen, Map<String, String> labels) {
        return SERIALIZATION.asJson(Map.of("metadata", Map.of("uid", seen.getUid(), "labels", labels)));
    }

    /** The status with nulls for all that it does not say, so that nothing of an older one stays. */
    static ObjectNode status(RedisClusterStatus status) {
        ObjectNode said = SERIALIZATION.convertValue(status, ObjectNode.class);
        for (var field : RedisClusterStatus.class.getRecordComponents()) {
            if (!said.has(field.getName())) {
                said.putNull(field.getName());
            }
        }
        return said;
    }

    private static String text(Map<String, Object> metadata, String part, Object value) {
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", metadata);
        patch.put(part, value);
        return SERIALIZATION.asJson(patch);
    }
}
