package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.slotwise.model.crd.Auth;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.spec.Settings;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The Secret {@code <cluster>-users}: the passwords of Slotwise's own users, and the two files that nodes read. Its own
 * content is the only memory of a rotation: the ACL file holds the hash of each password that is good, the newest first.
 */
public final class UserSecret {
    /** When the default user's password was replaced last. */
    static final String ROTATED = "slotwise.io/rotated-at";

    static final String ACL_FILE = "users.acl";
    static final String REPLICATION_FILE = "replication.conf";
    static final List<String> FILES = List.of(ACL_FILE, REPLICATION_FILE);

    private UserSecret() {}

    public static String name(String cluster) {
        return cluster + "-users";
    }

    /**
     * The Secret as it should be now.
     *
     * @param password of the default user; empty when its Secret is gone, and then the last one stays good
     * @param present the Secret as it is
     * @param running images of the pods that are there
     * @param passwords makes new ones for users that have none
     */
    public static Secret of(
            RedisCluster cluster,
            Settings settings,
            Optional<String> password,
            Optional<Secret> present,
            Collection<String> running,
            Supplier<String> passwords,
            Instant now) {
        Auth auth = settings.hosting().auth().orElseThrow();
        Map<String, String> data = present.map(UserSecret::decoded).orElseGet(TreeMap::new);
        List<String> known = hashes(data.getOrDefault(ACL_FILE, ""));
        Optional<Instant> rotated = present.flatMap(UserSecret::rotated);
        List<String> good = password.map(UserSecret::hash)
                .or(() -> known.stream().findFirst())
                .map(newest -> good(newest, known, rotated, Duration.ofSeconds(auth.rotationGraceSeconds()), now))
                .orElse(known);
        Map<String, List<String>> parts = new TreeMap<>(AclUsers.parts(NewerCommands.of(settings, running)));
        Map<String, String> content = new TreeMap<>();
        parts.keySet().forEach(user -> content.put(user, data.getOrDefault(user, "")));
        content.replaceAll((user, secret) -> secret.isEmpty() ? passwords.get() : secret);
        StringBuilder acl = new StringBuilder(line(AclUsers.DEFAULT, good, AclUsers.everything()));
        parts.forEach((user, rules) -> acl.append(line(user, List.of(hash(content.getOrDefault(user, ""))), rules)));
        content.put(ACL_FILE, acl.toString());
        content.put(
                REPLICATION_FILE,
                "masteruser " + AclUsers.REPLICATION + "\nmasterauth " + content.getOrDefault(AclUsers.REPLICATION, "")
                        + "\n");
        boolean isNew = good.size() > known.size() && !known.isEmpty();
        return secret(cluster, content, isNew ? Optional.of(now) : rotated);
    }

    private static Secret secret(RedisCluster cluster, Map<String, String> content, Optional<Instant> rotated) {
        SecretBuilder secret = new SecretBuilder()
                .withMetadata(Names.meta(cluster, name(cluster.getMetadata().getName())))
                .withType("Opaque");
        rotated.ifPresent(time ->
                secret.editMetadata().addToAnnotations(ROTATED, time.toString()).endMetadata());
        content.forEach((key, value) ->
                secret.addToData(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return secret.build();
    }

    /** The newest, and for a while the one before. */
    private static List<String> good(
            String newest, List<String> known, Optional<Instant> rotated, Duration grace, Instant now) {
        if (!known.isEmpty() && known.get(0).equals(newest)) {
            boolean isOver =
                    rotated.filter(time -> now.isBefore(time.plus(grace))).isEmpty();
            return isOver ? List.of(newest) : known;
        }
        return Stream.concat(
                        Stream.of(newest),
                        known.stream().filter(hash -> !hash.equals(newest)).limit(1))
                .toList();
    }

    private static String line(String user, List<String> hashes, List<String> rules) {
        return "user " + user + " on " + String.join(" ", hashes) + " " + String.join(" ", rules) + "\n";
    }

    /** Of the default user, the newest first. */
    private static List<String> hashes(String acl) {
        return acl.lines()
                .filter(line -> line.startsWith("user " + AclUsers.DEFAULT + " "))
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .filter(word -> word.startsWith("#"))
                .toList();
    }

    private static Optional<Instant> rotated(Secret secret) {
        try {
            return Optional.ofNullable(secret.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(ROTATED))
                    .map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Its values as text. */
    public static Map<String, String> decoded(Secret secret) {
        Map<String, String> values = new TreeMap<>();
        Optional.ofNullable(secret.getData())
                .orElse(Map.of())
                .forEach((key, value) ->
                        values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }

    static String hash(String password) {
        return "#"
                + HexFormat.of()
                        .formatHex(LiveConfiguration.sha256().digest(password.getBytes(StandardCharsets.UTF_8)));
    }
}
