package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.slotwise.model.JobEvent;
import io.slotwise.model.crd.Auth;
import io.slotwise.model.crd.Tls;
import io.slotwise.reconciler.spec.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a job is let in by the nodes and by Kafka: passwords as variables from Secrets, files from Secrets, never arguments. */
final class JobAccess {
    private static final String SETTINGS = "settings";
    private static final String SETTINGS_PATH = "/etc/slotwise/settings";
    private static final String USERS_PATH = "/etc/slotwise/users";
    private static final String TLS_PATH = "/etc/slotwise/tls";
    private static final String KAFKA = "kafka";
    private static final String KAFKA_PATH = "/etc/slotwise/kafka";

    private final Settings settings;
    private final boolean configures;
    private final Optional<String> kafkaSecret;

    JobAccess(Settings settings, JobEvent.Kind kind, Optional<String> kafkaSecret) {
        this.settings = settings;
        this.configures = kind == JobEvent.Kind.CONFIGURE;
        this.kafkaSecret = kafkaSecret;
    }

    List<EnvVar> variables() {
        return Stream.of(
                        settings.hosting().auth().stream().flatMap(this::passwords),
                        settings.hosting().tls().stream().flatMap(JobAccess::tlsVariables),
                        kafkaSecret.stream()
                                .map(secret -> plain("KAFKA_CONFIG_FILE", KAFKA_PATH + "/client.properties")))
                .flatMap(variables -> variables)
                .toList();
    }

    private Stream<EnvVar> passwords(Auth auth) {
        if (settings.hosting().adoption().isPresent()) {
            return Stream.of(secret("REDIS_PASSWORD", auth.secretName(), auth.key()));
        }
        return configures
                ? Stream.of(
                        plain("REDIS_USERNAME", AclUsers.ADMIN),
                        secret("REDIS_PASSWORD", users(), AclUsers.ADMIN),
                        secret("REDIS_DEFAULT_PASSWORD", auth.secretName(), auth.key()))
                : Stream.of(plain("REDIS_USERNAME", AclUsers.JOBS), secret("REDIS_PASSWORD", users(), AclUsers.JOBS));
    }

    /** Nodes are called by address, which changes; so only who signed their certificates is checked. */
    private static Stream<EnvVar> tlsVariables(Tls tls) {
        Stream<EnvVar> trust =
                Stream.of(plain("REDIS_TLS", "CA"), plain("REDIS_CA_FILE", TLS_PATH + "/" + Mounts.AUTHORITIES));
        return tls.clientCertificates() == Tls.ClientCertificates.Required
                ? Stream.concat(
                        trust,
                        Stream.of(
                                plain("REDIS_CERT_FILE", TLS_PATH + "/" + Mounts.CERTIFICATE),
                                plain("REDIS_KEY_FILE", TLS_PATH + "/" + Mounts.KEY)))
                : trust;
    }

    List<Volume> volumes() {
        return Stream.of(
                        settings.hosting().tls().stream()
                                .map(tls -> Mounts.secret(Mounts.TLS, tls.secretName(), tlsFiles(tls))),
                        configures
                                ? settings.hosting().auth().stream()
                                        .map(auth -> Mounts.secret(Mounts.USERS, users(), UserSecret.FILES))
                                : Stream.<Volume>empty(),
                        configures
                                ? Stream.of(Mounts.config(
                                        SETTINGS, settings.cluster().name(), LiveConfiguration.FILE))
                                : Stream.<Volume>empty(),
                        kafkaSecret.stream().map(secret -> Mounts.optional(KAFKA, secret)))
                .flatMap(volumes -> volumes)
                .toList();
    }

    private static List<String> tlsFiles(Tls tls) {
        return tls.clientCertificates() == Tls.ClientCertificates.Required
                ? List.of(Mounts.CERTIFICATE, Mounts.KEY, Mounts.AUTHORITIES)
                : List.of(Mounts.CERTIFICATE, Mounts.AUTHORITIES);
    }

    List<VolumeMount> mounts() {
        return volumes().stream()
                .map(volume -> Mounts.at(volume.getName(), path(volume.getName())))
                .toList();
    }

    private static String path(String volume) {
        return switch (volume) {
            case SETTINGS -> SETTINGS_PATH;
            case Mounts.USERS -> USERS_PATH;
            case KAFKA -> KAFKA_PATH;
            default -> TLS_PATH;
        };
    }

    /** The files that say what to configure. */
    Stream<String> words() {
        if (!configures) {
            return Stream.empty();
        }
        return Stream.of(
                        Stream.of("--settings", SETTINGS_PATH + "/" + LiveConfiguration.FILE),
                        settings.hosting().auth().stream()
                                .flatMap(auth -> Stream.of(
                                        "--settings",
                                        USERS_PATH + "/" + UserSecret.REPLICATION_FILE,
                                        "--acl",
                                        USERS_PATH + "/" + UserSecret.ACL_FILE)),
                        settings.hosting().tls().stream()
                                .flatMap(tls -> Stream.of("--certificate", TLS_PATH + "/" + Mounts.CERTIFICATE)))
                .flatMap(words -> words);
    }

    private String users() {
        return UserSecret.name(settings.cluster().name());
    }

    private static EnvVar plain(String name, String value) {
        return new EnvVar(name, value, null);
    }

    /** Optional, so that a Secret which is gone for a while holds no job up that can do without. */
    private static EnvVar secret(String name, String secret, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secret, true)
                .endValueFrom()
                .build();
    }
}
