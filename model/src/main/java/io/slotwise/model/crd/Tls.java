package io.slotwise.model.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Objects;

/**
 * Nodes speak TLS alone: to clients, to one another and on the cluster bus.
 *
 * @param secretName the Secret with {@code tls.crt}, {@code tls.key} and {@code ca.crt}
 * @param clientCertificates what is asked of clients
 */
public record Tls(
        @Default("redis-tls")
        @JsonPropertyDescription("Secret with tls.crt, tls.key and ca.crt, as cert-manager makes it. Nodes load"
                + " changed files without a restart.")
        String secretName,

        @Default("Optional")
        @JsonPropertyDescription(
                "Whether clients show a certificate: Required, Optional (it is checked if they do) or" + " None.")
        ClientCertificates clientCertificates) {
    /** Whether clients show a certificate of their own. */
    public enum ClientCertificates {
        Required("yes"),
        Optional("optional"),
        None("no");

        private final String word;

        ClientCertificates(String word) {
            this.word = word;
        }

        /** As {@code tls-auth-clients} has it. */
        public String word() {
            return word;
        }
    }

    public Tls {
        secretName = Objects.requireNonNullElse(secretName, "redis-tls");
        clientCertificates = Objects.requireNonNullElse(clientCertificates, ClientCertificates.Optional);
    }
}
