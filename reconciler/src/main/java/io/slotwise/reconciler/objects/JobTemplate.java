package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What all jobs have in common.
 *
 * @param image of the job runner
 * @param serviceAccount the account that their pods run as, or empty for the namespace's default
 * @param environment variables for the job runner, such as {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param kafkaSecret the Secret in the cluster's own namespace, with the key {@code client.properties}, by which they are
 *     let in by Kafka; it need not be there
 * @param resources requests and limits of their containers
 */
public record JobTemplate(
        String image,
        String serviceAccount,
        Map<String, String> environment,
        Optional<String> kafkaSecret,
        ResourceRequirements resources) {
    /** What the Secret is called unless somebody says otherwise. */
    public static final String KAFKA_SECRET = "slotwise-job-kafka";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    public JobTemplate {
        environment = Map.copyOf(environment);
        kafkaSecret.filter(name -> !NAME.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException("a Secret cannot be called '" + name
                    + "'; use lower-case letters, digits, '-' and '.', such as " + KAFKA_SECRET);
        });
    }

    /**
     * The Secret that jobs need when the reconciler's own client is set up so: by default one where TLS or a password is
     * asked for, else none.
     */
    public static Optional<String> kafkaSecret(Map<String, String> client) {
        String protocol = client.getOrDefault("security.protocol", "PLAINTEXT").strip();
        return Optional.of(KAFKA_SECRET).filter(name -> !protocol.equalsIgnoreCase("PLAINTEXT"));
    }

    /** For jobs that Kafka lets in without a word, and that take what the other pods leave of a node. */
    public JobTemplate(String image, String serviceAccount, Map<String, String> environment) {
        this(image, serviceAccount, environment, Optional.empty(), new ResourceRequirements());
    }

    /**
     * Requests and limits as in a container, such as {@code {"requests":{"cpu":"50m"}}}.
     *
     * @throws IllegalArgumentException with a sentence when it is something else
     */
    public static ResourceRequirements resources(String json) {
        try {
            ResourceRequirements resources = Serialization.unmarshal(json, ResourceRequirements.class);
            if (resources != null && resources.getAdditionalProperties().isEmpty()) {
                return resources;
            }
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new IllegalArgumentException(notResources(json), e);
        }
        throw new IllegalArgumentException(notResources(json));
    }

    private static String notResources(String json) {
        return "'" + json + "' are no resources of a container; write JSON such as"
                + " {\"requests\":{\"cpu\":\"50m\",\"memory\":\"192Mi\"},\"limits\":{\"memory\":\"512Mi\"}}";
    }
}
