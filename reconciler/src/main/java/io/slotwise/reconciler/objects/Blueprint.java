package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.ServiceSettings;
import io.slotwise.reconciler.spec.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects of a cluster that are there all the time, in the order in which they are made. */
public final class Blueprint {
    private Blueprint() {}

    /**
     * All of them; none for a cluster that somebody else deployed.
     *
     * @param users the Secret with users and passwords, if there is one
     * @param collectors the collector's namespace, as far as it is known
     * @param pods what the StatefulSet asks for when it has to be made; one that is there keeps its number
     */
    public static List<HasMetadata> of(
            RedisCluster cluster, Settings settings, Optional<Secret> users, Optional<String> collectors, int pods) {
        if (settings.hosting().adoption().isPresent()) {
            return List.of();
        }
        Stream<HasMetadata> gate =
                settings.hosting().network().stream().map(access -> Gate.of(cluster, access, collectors));
        return Stream.of(
                        users.stream(),
                        gate,
                        Stream.of(
                                config(cluster, settings),
                                headless(cluster),
                                clients(cluster, settings.hosting().service()),
                                budget(cluster),
                                RedisSet.of(cluster, settings, pods)))
                .<HasMetadata>flatMap(objects -> objects)
                .toList();
    }

    private static HasMetadata config(RedisCluster cluster, Settings settings) {
        return new ConfigMapBuilder()
                .withMetadata(Names.meta(cluster, name(cluster)))
                .addToData(RedisSet.CONFIG_FILE, RedisConf.text(settings))
                .addToData(LiveConfiguration.FILE, RedisConf.live(settings))
                .build();
    }

    /** Gives each pod a name; Redis needs to find pods that are not ready yet. */
    private static Service headless(RedisCluster cluster) {
        return new ServiceBuilder()
                .withMetadata(Names.meta(cluster, Names.headless(name(cluster))))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Names.labels(name(cluster)))
                .withPorts(port("redis", Names.REDIS_PORT), port("bus", Names.BUS_PORT))
                .endSpec()
                .build();
    }

    private static Service clients(RedisCluster cluster, ServiceSettings wanted) {
        return new ServiceBuilder()
                .withMetadata(new ObjectMetaBuilder(Names.meta(cluster, name(cluster)))
                        .withAnnotations(wanted.annotations().isEmpty() ? null : marked(wanted.annotations()))
                        .build())
                .withNewSpec()
                .withType(wanted.type().name())
                .withSelector(Names.labels(name(cluster)))
                .withPorts(port("redis", Names.REDIS_PORT))
                .endSpec()
                .build();
    }

    private static Map<String, String> marked(Map<String, String> annotations) {
        Map<String, String> all = new TreeMap<>(annotations);
        all.put(Difference.ASKED_FOR, String.join(",", new TreeMap<>(annotations).keySet()));
        return all;
    }

    private static ServicePort port(String name, int number) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(number)
                .withTargetPort(new IntOrString(number))
                .withProtocol("TCP")
                .build();
    }

    /** One at a time: two pods gone at once may be a master and its replica. */
    private static HasMetadata budget(RedisCluster cluster) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Names.meta(cluster, name(cluster)))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(Names.labels(name(cluster)))
                .endSelector()
                .endSpec()
                .build();
    }

    private static String name(RedisCluster cluster) {
        return cluster.getMetadata().getName();
    }
}
