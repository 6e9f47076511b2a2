package io.slotwise.reconciler.objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.slotwise.model.crd.NetworkAccess;
import io.slotwise.model.crd.RedisCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The NetworkPolicy of a cluster's pods: they reach one another on both ports; who may connect reaches the clients' port.
 * Where pods go themselves is not restricted.
 */
final class Gate {
    /** What Kubernetes itself calls each namespace. */
    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

    private static final Map<String, String> COLLECTOR =
            new TreeMap<>(Map.of("app.kubernetes.io/name", "slotwise", "app.kubernetes.io/component", "collector"));

    private Gate() {}

    /**
     * The policy.
     *
     * @param collectors the collector's namespace; it may be in any when that is not known
     */
    static NetworkPolicy of(RedisCluster cluster, NetworkAccess access, Optional<String> collectors) {
        LabelSelector own = labelled(Names.labels(cluster.getMetadata().getName()));
        return new NetworkPolicyBuilder()
                .withMetadata(Names.meta(cluster, cluster.getMetadata().getName()))
                .withNewSpec()
                .withPodSelector(own)
                .withPolicyTypes("Ingress")
                .withIngress(
                        rule(List.of(peer(own)), Names.REDIS_PORT, Names.BUS_PORT),
                        rule(guests(access, collectors), Names.REDIS_PORT))
                .endSpec()
                .build();
    }

    /** Jobs run in the cluster's own namespace, all of which may connect. */
    private static List<NetworkPolicyPeer> guests(NetworkAccess access, Optional<String> collectors) {
        List<NetworkPolicyPeer> guests = new ArrayList<>();
        guests.add(peer(new LabelSelector()));
        guests.add(new NetworkPolicyPeerBuilder()
                .withPodSelector(labelled(COLLECTOR))
                .withNamespaceSelector(collectors
                        .map(name -> labelled(Map.of(NAMESPACE_LABEL, name)))
                        .orElseGet(LabelSelector::new))
                .build());
        access.allowedNamespaces().stream()
                .sorted()
                .distinct()
                .map(name -> new NetworkPolicyPeerBuilder()
                        .withNamespaceSelector(labelled(Map.of(NAMESPACE_LABEL, name)))
                        .build())
                .forEach(guests::add);
        return guests;
    }

    private static NetworkPolicyPeer peer(LabelSelector pods) {
        return new NetworkPolicyPeerBuilder().withPodSelector(pods).build();
    }

    private static LabelSelector labelled(Map<String, String> labels) {
        return new LabelSelectorBuilder().withMatchLabels(labels).build();
    }

    private static NetworkPolicyIngressRule rule(List<NetworkPolicyPeer> from, int... ports) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(from)
                .withPorts(IntStream.of(ports)
                        .mapToObj(port -> new NetworkPolicyPort(null, new IntOrString(port), "TCP"))
                        .toList())
                .build();
    }
}
