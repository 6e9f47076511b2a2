package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterSpec.Storage;
import io.slotwise.reconciler.spec.Settings;
import java.util.List;

/** The StatefulSet whose pods are the Redis nodes. */
final class RedisSet {
    static final String CONFIG_FILE = "redis.conf";

    private static final long REDIS_USER = 999;
    private static final String CONFIG = "config";
    private static final String CONFIG_PATH = "/etc/redis";
    private static final String DATA = "data";
    private static final String DATA_PATH = "/data";

    private RedisSet() {}

    static StatefulSet of(RedisCluster cluster, Settings settings, int pods) {
        String name = cluster.getMetadata().getName();
        return new StatefulSetBuilder()
                .withMetadata(Names.meta(cluster, name))
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
                .withTemplate(Revision.mark(template(name, settings), RedisConf.readAtStart(settings)))
                .withVolumeClaimTemplates(
                        settings.volume().map(RedisSet::claim).stream().toList())
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(String name, Settings settings) {
        PodSpecBuilder pod = new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(Security.pod(REDIS_USER))
                .withContainers(redis(settings))
                .withVolumes(config(name));
        if (settings.volume().isEmpty()) {
            pod.addNewVolume().withName(DATA).withNewEmptyDir().endEmptyDir().endVolume();
        }
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Names.labels(name))
                .endMetadata()
                .withSpec(pod.build())
                .build();
    }

    private static Volume config(String name) {
        return new VolumeBuilder()
                .withName(CONFIG)
                .withNewConfigMap()
                .withName(name)
                .endConfigMap()
                .build();
    }

    private static Container redis(Settings settings) {
        return new ContainerBuilder()
                .withName("redis")
                .withImage("redis:" + settings.redisVersion())
                .withCommand("redis-server")
                .withArgs(CONFIG_PATH + "/" + CONFIG_FILE, "--dir", DATA_PATH, "--cluster-announce-ip", "$(POD_IP)")
                .addNewEnv()
                .withName("POD_IP")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("status.podIP")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewPort()
                .withName("redis")
                .withContainerPort(Names.REDIS_PORT)
                .endPort()
                .addNewPort()
                .withName("bus")
                .withContainerPort(Names.BUS_PORT)
                .endPort()
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(Names.REDIS_PORT))
                .endTcpSocket()
                .withPeriodSeconds(2)
                .endReadinessProbe()
                .addNewVolumeMount()
                .withName(CONFIG)
                .withMountPath(CONFIG_PATH)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(DATA)
                .withMountPath(DATA_PATH)
                .endVolumeMount()
                .withSecurityContext(Security.container())
                .build();
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
