package io.slotwise.embedded.kafka;

import io.slotwise.embedded.redis.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who is let in at a broker's guarded listener: TLS, and users with passwords by SASL PLAIN or SCRAM-SHA-512, who may do what they were
 * {@linkplain EmbeddedBroker#allow allowed} and no more.
 *
 * @param authority PEM file of who signed the broker's certificate
 * @param certificate PEM file of the broker's certificate
 * @param key PEM file of its key
 * @param users passwords by name
 */
public record BrokerGuard(Path authority, Path certificate, Path key, Map<String, String> users) {
    static final String LISTENER = "GUARDED";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    public BrokerGuard {
        users = Map.copyOf(users);
    }

    /**
     * A guard of a broker on loopback with a new authority, whose files are kept in that directory.
     *
     * @param namesAndPasswords in turns
     */
    public static BrokerGuard ofLoopback(Path directory, String... namesAndPasswords) throws Exception {
        return withUsers(directory, "127.0.0.1", namesAndPasswords);
    }

    /** The same of a broker that is called by that IP. */
    public static BrokerGuard withUsers(Path directory, String ip, String... namesAndPasswords) throws Exception {
        TestAuthority authority = new TestAuthority(directory);
        TestAuthority.Identity broker = authority.issue("broker", "ip:" + ip);
        Map<String, String> users = new TreeMap<>();
        for (int i = 0; i < namesAndPasswords.length; i += 2) {
            users.put(namesAndPasswords[i], namesAndPasswords[i + 1]);
        }
        return new BrokerGuard(authority.certificate(), broker.certificate(), broker.key(), users);
    }

    /** A {@code client.properties} by which that user comes in with PLAIN; without {@code bootstrap.servers}. */
    public String clientProperties(String user) throws IOException {
        return clientProperties(user, "PLAIN", PLAIN);
    }

    /** The same with SCRAM-SHA-512. */
    public String scramProperties(String user) throws IOException {
        return clientProperties(user, "SCRAM-SHA-512", SCRAM);
    }

    private String clientProperties(String user, String mechanism, String module) throws IOException {
        return """
                security.protocol=SASL_SSL
                sasl.mechanism=%s
                sasl.jaas.config=%s required username="%s" password="%s";
                ssl.truststore.type=PEM
                ssl.truststore.certificates=%s
                """.formatted(
                        mechanism,
                        module,
                        user,
                        Optional.ofNullable(users.get(user)).orElse(""),
                        Files.readString(authority).strip().replace("\r", "").replace("\n", "\\n"));
    }

    Map<String, String> brokerProperties() throws IOException {
        String prefix = "listener.name." + LISTENER.toLowerCase(java.util.Locale.ROOT) + ".";
        String login = users.entrySet().stream()
                .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                .collect(Collectors.joining(" ", PLAIN + " required ", ";"));
        return Map.of(
                prefix + "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-512",
                prefix + "scram-sha-512.sasl.jaas.config",
                SCRAM + " required;",
                prefix + "plain.sasl.jaas.config",
                login,
                prefix + "ssl.keystore.type",
                "PEM",
                prefix + "ssl.keystore.certificate.chain",
                Files.readString(certificate),
                prefix + "ssl.keystore.key",
                Files.readString(key),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // Whoever comes by the plain listener, which is loopback's: tests and the broker itself.
                "super.users",
                "User:ANONYMOUS");
    }
}
