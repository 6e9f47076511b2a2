package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Files that pods get from ConfigMaps and Secrets. No path lies inside another one's: a mount is read-only. */
final class Mounts {
    static final String CERTIFICATE = "tls.crt";
    static final String KEY = "tls.key";
    static final String AUTHORITIES = "ca.crt";

    static final String USERS = "users";
    static final String USERS_PATH = "/etc/redis-users";
    static final String TLS = "tls";
    static final String TLS_PATH = "/etc/redis-tls";
    /** Only the pod's own group may read what is secret. */
    private static final int MODE = 0440;

    private Mounts() {}

    /** Some files of a Secret. */
    static Volume secret(String volume, String secret, List<String> files) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(MODE)
                .withItems(items(files.stream()))
                .endSecret()
                .build();
    }

    /** All files of a Secret that need not be there; its files come once it is. */
    static Volume optional(String volume, String secret) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(MODE)
                .withOptional(true)
                .endSecret()
                .build();
    }

    /** One file of a ConfigMap. */
    static Volume config(String volume, String map, String file) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewConfigMap()
                .withName(map)
                .withItems(items(Stream.of(file)))
                .endConfigMap()
                .build();
    }

    private static List<KeyToPath> items(Stream<String> files) {
        return files.map(file -> new KeyToPath(file, null, file)).toList();
    }

    static VolumeMount at(String volume, String path) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }
}
