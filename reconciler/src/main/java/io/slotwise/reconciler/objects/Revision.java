package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tells pods of one template from those of another: an annotation that the template gives them. */
public final class Revision {
    /** The annotation of pods. */
    public static final String ANNOTATION = "slotwise.io/template";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final int LENGTH = 16;

    private Revision() {}

    /**
     * The template with its identity.
     *
     * @param readAtStart settings that a pod takes in only when it starts
     */
    static PodTemplateSpec mark(PodTemplateSpec template, String readAtStart) {
        String identity = hash(SERIALIZATION.asJson(template) + readAtStart);
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .addToAnnotations(ANNOTATION, identity)
                .endMetadata()
                .build();
    }

    /** The identity that pods of the StatefulSet among these objects should have; empty when there is none. */
    public static String of(List<HasMetadata> blueprint) {
        return blueprint.stream()
                .filter(StatefulSet.class::isInstance)
                .map(StatefulSet.class::cast)
                .findFirst()
                .flatMap(set -> Optional.ofNullable(
                        set.getSpec().getTemplate().getMetadata().getAnnotations()))
                .map(annotations -> annotations.getOrDefault(ANNOTATION, ""))
                .orElse("");
    }

    /** The identity that a pod has, or empty. */
    public static String of(HasMetadata pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(ANNOTATION, "");
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
