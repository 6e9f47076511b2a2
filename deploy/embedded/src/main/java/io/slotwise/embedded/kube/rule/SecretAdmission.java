package io.slotwise.embedded.kube.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Admission;
import io.slotwise.embedded.kube.store.Nodes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Secrets may be given as text ({@code stringData}); they are kept in Base64. */
final class SecretAdmission implements Admission {
    @Override
    public void onCreate(ObjectNode secret) {
        PodDefaults.put(secret, "type", "Opaque");
        JsonNode texts = secret.remove("stringData");
        if (texts != null) {
            ObjectNode data = Nodes.child(secret, "data");
            texts.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Override
    public void onUpdate(ObjectNode before, ObjectNode after) {
        onCreate(after);
    }
}
