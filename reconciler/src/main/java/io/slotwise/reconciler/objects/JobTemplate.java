package io.slotwise.reconciler.objects;

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
 */
public record JobTemplate(
        String image, String serviceAccount, Map<String, String> environment, Optional<String> kafkaSecret) {
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

    /** For jobs that Kafka lets in without a word. */
    public JobTemplate(String image, String serviceAccount, Map<String, String> environment) {
        this(image, serviceAccount, environment, Optional.empty());
    }
}
