package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.Secret;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeAccess;
import io.slotwise.model.crd.Tls;
import io.slotwise.model.json.Json;
import io.slotwise.reconciler.spec.Settings;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one Secret that the collector mounts: a file for each cluster that wants to know who asks. The collector cannot read
 * Kubernetes, and Secrets of other namespaces cannot be mounted.
 *
 * @param namespace the collector's
 * @param name of the Secret
 */
public record CollectorSecret(String namespace, String name) {
    /**
     * Reads {@code NAMESPACE/NAME}.
     *
     * @throws IllegalArgumentException with a sentence when the text is not so
     */
    public static CollectorSecret parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
            throw new IllegalArgumentException("the collector's Secret is written NAMESPACE/NAME, not '" + text + "'");
        }
        return new CollectorSecret(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The file's name. */
    public static String key(ClusterKey cluster) {
        return NodeAccess.file(cluster);
    }

    /** The file's content in Base64; empty for a cluster that anybody may ask. */
    public static Optional<String> value(Settings settings, Protection.Known protection, List<Secret> secrets) {
        if (settings.hosting().auth().isEmpty() && settings.hosting().tls().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> own = protection
                .users()
                .map(UserSecret::decoded)
                .map((Map<String, String> values) -> values.get(AclUsers.COLLECTOR));
        Optional<String> password = own.or(() -> Protection.password(settings, secrets)
                .filter(any -> settings.hosting().adoption().isPresent()));
        Optional<Map<String, String>> files = settings.hosting()
                .tls()
                .flatMap(tls -> secrets.stream()
                        .filter(secret -> secret.getMetadata().getName().equals(tls.secretName()))
                        .findFirst())
                .map(UserSecret::decoded);
        NodeAccess access = new NodeAccess(
                own.map(any -> AclUsers.COLLECTOR),
                password,
                files.map(all -> all.getOrDefault(Mounts.AUTHORITIES, "")),
                files.filter(all -> isAsked(settings)).map(CollectorSecret::identity));
        return Optional.of(Base64.getEncoder().encodeToString(Json.bytes(access)));
    }

    private static boolean isAsked(Settings settings) {
        return settings.hosting()
                .tls()
                .filter(tls -> tls.clientCertificates() == Tls.ClientCertificates.Required)
                .isPresent();
    }

    private static NodeAccess.Identity identity(Map<String, String> files) {
        return new NodeAccess.Identity(files.getOrDefault(Mounts.CERTIFICATE, ""), files.getOrDefault(Mounts.KEY, ""));
    }
}
