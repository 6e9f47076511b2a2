package io.slotwise.reconciler.objects;

import java.util.Map;

/**
 * What all jobs have in common.
 *
 * @param image of the job runner
 * @param serviceAccount the account that their pods run as, or empty for the namespace's default
 * @param environment variables for the job runner, such as {@code KAFKA_BOOTSTRAP_SERVERS}
 */
public record JobTemplate(String image, String serviceAccount, Map<String, String> environment) {
    public JobTemplate {
        environment = Map.copyOf(environment);
    }
}
