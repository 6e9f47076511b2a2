package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.slotwise.model.crd.PodSettings;
import io.slotwise.reconciler.spec.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The container that runs Redis. */
final class RedisContainer {
    private RedisContainer() {}

    static Container of(Settings settings) {
        PodSettings pod = settings.hosting().pod();
        return new ContainerBuilder()
                .withName("redis")
                .withImage(settings.image())
                .withImagePullPolicy(Optional.ofNullable(pod.imagePullPolicy())
                        .map(Enum::name)
                        .orElse(null))
                .withCommand("redis-server")
                .withArgs(
                        RedisSet.CONFIG_PATH + "/" + RedisSet.CONFIG_FILE,
                        "--dir",
                        RedisSet.DATA_PATH,
                        "--cluster-announce-ip",
                        "$(POD_IP)")
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
                .withResources(pod.resources())
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand("sh", "-c", untilNotNeeded(pod))
                .endExec()
                .endPreStop()
                .endLifecycle()
                // The message of a container that ended is what is known of why.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(Names.REDIS_PORT))
                .endTcpSocket()
                .withPeriodSeconds(2)
                .endReadinessProbe()
                .withVolumeMounts(mounts(settings))
                .withSecurityContext(
                        Optional.ofNullable(pod.containerSecurityContext()).orElseGet(Security::container))
                .build();
    }

    /**
     * Waits until this node is no master with slots and a replica that is well, as its own table says: whoever sees that
     * the pod is to end has the replica take over. At most for half of the time that the pod has; Redis gets the rest.
     */
    private static String untilNotNeeded(PodSettings pod) {
        return """
                i=0
                while [ $i -lt %d ]; do
                  own=$(grep " myself,master " %2$s | grep " connected [0-9[]") || exit 0
                  grep -q " slave ${own%%%% *} " %2$s || exit 0
                  sleep 1
                  i=$((i+1))
                done
                """.formatted(pod.terminationGracePeriodSeconds() / 2, RedisSet.DATA_PATH + "/nodes.conf");
    }

    private static List<VolumeMount> mounts(Settings settings) {
        return Stream.of(
                        Stream.of(
                                mount(RedisSet.CONFIG, RedisSet.CONFIG_PATH), mount(RedisSet.DATA, RedisSet.DATA_PATH)),
                        settings.hosting().auth().stream().map(auth -> Mounts.at(Mounts.USERS, Mounts.USERS_PATH)),
                        settings.hosting().tls().stream().map(tls -> Mounts.at(Mounts.TLS, Mounts.TLS_PATH)))
                .flatMap(some -> some)
                .toList();
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }
}
