package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import io.slotwise.model.crd.PodSettings;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.Storage;
import io.slotwise.reconciler.spec.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The StatefulSet whose pods are the Redis nodes. */
final class RedisSet {
    static final String CONFIG_FILE = "redis.conf";

    private static final String VOLUMES = "slotwise.io/volumes-after-deletion";
    private static final long REDIS_USER = 999;
    static final String CONFIG = "config";
    static final String CONFIG_PATH = "/etc/redis";
    static final String DATA = "data";
    static final String DATA_PATH = "/data";

    private RedisSet() {}

    static StatefulSet of(RedisCluster cluster, Settings settings, int pods) {
        String name = cluster.getMetadata().getName();
        return new StatefulSetBuilder()
                .withMetadata(new ObjectMetaBuilder(Names.meta(cluster, name))
                        .withAnnotations(settings.hosting()
                                .volume()
                                .map(RedisSet::volumes)
                                .orElse(null))
                        .build())
                .withNewSpec()
                .withReplicas(pods)
                .withServiceName(Names.headless(name))
                .withPodManagementPolicy("Parallel")
                // A restart in ordinal order would take masters away from under their clients.
                .withNewUpdateStrategy()
                .withType("OnDelete")
                .endUpdateStrategy()
                .withNewSelector()
                .withMatchLabels(Names.labels(name))
                .endSelector()
                .withTemplate(Revision.mark(template(name, settings), RedisConf.atStart(settings)))
                .withVolumeClaimTemplates(settings.hosting().volume().map(RedisSet::claim).stream()
                        .toList())
                .withPersistentVolumeClaimRetentionPolicy(
                        settings.hosting().volume().map(RedisSet::retention).orElse(null))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(String name, Settings settings) {
        PodSettings pod = settings.hosting().pod();
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Names.labels(name))
                .withAnnotations(pod.annotations().isEmpty() ? null : new TreeMap<>(pod.annotations()))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds((long) pod.terminationGracePeriodSeconds())
                .withSecurityContext(security(pod))
                .withImagePullSecrets(pod.imagePullSecrets())
                .withNodeSelector(pod.nodeSelector().isEmpty() ? null : new TreeMap<>(pod.nodeSelector()))
                .withTolerations(pod.tolerations())
                .withAffinity(PodPlacement.affinity(settings))
                .withTopologySpreadConstraints(PodPlacement.spread(settings))
                .withPriorityClassName(pod.priorityClassName())
                .withContainers(RedisContainer.of(settings))
                .withVolumes(volumes(name, settings))
                .endSpec()
                .build();
    }

    private static PodSecurityContext security(PodSettings pod) {
        PodSecurityContext context =
                Optional.ofNullable(pod.securityContext()).orElseGet(() -> Security.pod(REDIS_USER));
        return pod.sysctls().isEmpty()
                ? context
                : new PodSecurityContextBuilder(context)
                        .addAllToSysctls(pod.sysctls())
                        .build();
    }

    private static List<Volume> volumes(String name, Settings settings) {
        return Stream.of(
                        Stream.of(Mounts.config(CONFIG, name, CONFIG_FILE)),
                        settings.hosting().auth().stream()
                                .map(auth -> Mounts.secret(Mounts.USERS, UserSecret.name(name), UserSecret.FILES)),
                        settings.hosting().tls().stream()
                                .map(tls -> Mounts.secret(
                                        Mounts.TLS,
                                        tls.secretName(),
                                        List.of(Mounts.CERTIFICATE, Mounts.KEY, Mounts.AUTHORITIES))),
                        settings.hosting().volume().isPresent() ? Stream.<Volume>empty() : Stream.of(noClaim()))
                .flatMap(some -> some)
                .toList();
    }

    private static Volume noClaim() {
        return new VolumeBuilder()
                .withName(DATA)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    /** Tells a change of the retention policy, which itself is not compared: Kubernetes before 1.27 leaves it away. */
    private static Map<String, String> volumes(Storage storage) {
        return Map.of(VOLUMES, storage.keepAfterDeletion() ? "keep" : "delete");
    }

    /** What a scale-down took away was emptied before; a volume of it would only bring old data back. */
    private static StatefulSetPersistentVolumeClaimRetentionPolicy retention(Storage storage) {
        return new StatefulSetPersistentVolumeClaimRetentionPolicy(
                storage.keepAfterDeletion() ? "Retain" : "Delete", "Delete");
    }

    private static PersistentVolumeClaim claim(Storage storage) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(DATA)
                .endMetadata()
                .withNewSpec()
                .withAccessModes(List.of("ReadWriteOnce"))
                .withStorageClassName(storage.storageClassName())
                .withNewResources()
                .addToRequests("storage", new Quantity(storage.size()))
                .endResources()
                .endSpec()
                .build();
    }
}
