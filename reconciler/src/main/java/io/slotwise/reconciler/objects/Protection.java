package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.Secret;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.reconciler.spec.Settings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a cluster's Secrets come to. */
public sealed interface Protection {
    /**
     * All that is needed is there.
     *
     * @param users the Secret with users and passwords, as it should be
     * @param certificates what the nodes' certificate and its authorities are, or empty
     */
    record Known(Optional<Secret> users, String certificates) implements Protection {
        public static final Known NONE = new Known(Optional.empty(), "");
    }

    /** Something has to be made by a person first. */
    record Missing(String sentence) implements Protection {}

    /**
     * Reads them.
     *
     * @param secrets those that the spec names, and the cluster's own, as far as they are there
     * @param running images of the pods that are there
     * @param passwords makes new passwords
     */
    static Protection of(
            RedisCluster cluster,
            Settings settings,
            List<Secret> secrets,
            Collection<String> running,
            Supplier<String> passwords,
            Instant now) {
        Optional<String> problem = authProblem(cluster, settings, secrets).or(() -> tlsProblem(settings, secrets));
        if (problem.isPresent()) {
            return new Missing(problem.get());
        }
        String certificates = settings.hosting()
                .tls()
                .flatMap(tls -> named(secrets, tls.secretName()))
                .map(UserSecret::decoded)
                .map(files -> files.get(Mounts.CERTIFICATE) + files.get(Mounts.AUTHORITIES))
                .orElse("");
        Optional<Secret> users = settings.hosting()
                .auth()
                .filter(auth -> settings.hosting().adoption().isEmpty())
                .map(auth -> UserSecret.of(
                        cluster,
                        settings,
                        value(secrets, auth.secretName(), auth.key()),
                        own(cluster, secrets),
                        running,
                        passwords,
                        now));
        return new Known(users, certificates);
    }

    private static Optional<String> authProblem(RedisCluster cluster, Settings settings, List<Secret> secrets) {
        return own(cluster, secrets).isPresent() ? Optional.empty() : passwordProblem(settings, secrets);
    }

    private static Optional<String> passwordProblem(Settings settings, List<Secret> secrets) {
        return settings.hosting()
                .auth()
                .filter(auth -> value(secrets, auth.secretName(), auth.key()).isEmpty())
                .map(auth -> missing(auth.secretName(), auth.key()));
    }

    /** What to do about a password that is not where the spec says, of a cluster that runs with the last one. */
    public static Optional<String> lostPassword(Settings settings, List<Secret> secrets) {
        return passwordProblem(settings, secrets)
                .map(problem -> problem + ", or name another one in auth; until then the last password stays good");
    }

    private static Optional<String> tlsProblem(Settings settings, List<Secret> secrets) {
        return settings.hosting()
                .tls()
                .flatMap(tls -> List.of(Mounts.CERTIFICATE, Mounts.KEY, Mounts.AUTHORITIES).stream()
                        .filter(file -> value(secrets, tls.secretName(), file).isEmpty())
                        .findFirst()
                        .map(file -> missing(tls.secretName(), file)));
    }

    private static String missing(String secret, String key) {
        return "Secret " + secret + " with key " + key
                + " is not in the cluster's namespace, or it is empty: create it";
    }

    private static Optional<Secret> own(RedisCluster cluster, List<Secret> secrets) {
        return named(secrets, UserSecret.name(cluster.getMetadata().getName()));
    }

    private static Optional<Secret> named(List<Secret> secrets, String name) {
        return secrets.stream()
                .filter(secret -> secret.getMetadata().getName().equals(name))
                .findFirst();
    }

    private static Optional<String> value(List<Secret> secrets, String name, String key) {
        return named(secrets, name)
                .map(UserSecret::decoded)
                .map((Map<String, String> values) -> values.get(key))
                .filter(value -> !value.isEmpty());
    }

    /** An adopted cluster's users are its owner's: Slotwise comes as the default one. */
    private static Optional<String> users(RedisCluster cluster) {
        return cluster.getSpec().existingCluster()
                ? Optional.empty()
                : Optional.of(UserSecret.name(cluster.getMetadata().getName()));
    }

    /** The default user's password; empty when it is not there. */
    static Optional<String> password(Settings settings, List<Secret> secrets) {
        return settings.hosting().auth().flatMap(auth -> value(secrets, auth.secretName(), auth.key()));
    }

    /** The Secrets to look at for that cluster. */
    static List<String> names(RedisCluster cluster) {
        return Stream.of(
                        Optional.ofNullable(cluster.getSpec().auth()).stream()
                                .flatMap(auth -> Stream.concat(Stream.of(auth.secretName()), users(cluster).stream())),
                        Optional.ofNullable(cluster.getSpec().tls()).stream().map(tls -> tls.secretName()))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }
}
