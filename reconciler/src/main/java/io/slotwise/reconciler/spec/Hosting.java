package io.slotwise.reconciler.spec;

import io.slotwise.model.crd.Auth;
import io.slotwise.model.crd.NetworkAccess;
import io.slotwise.model.crd.PodSettings;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.crd.RedisClusterSpec;
import io.slotwise.model.crd.ServiceSettings;
import io.slotwise.model.crd.Storage;
import io.slotwise.model.crd.Tls;
import java.util.Optional;

/**
 * How nodes are run, found and protected.
 *
 * @param volume the volume of each pod
 * @param pod how pods run
 * @param service how clients find the cluster
 * @param auth passwords and users
 * @param tls TLS
 * @param network who may connect, if it is restricted
 * @param adoption the cluster that someone else deployed, if it is one
 */
public record Hosting(
        Optional<Storage> volume,
        PodSettings pod,
        ServiceSettings service,
        Optional<Auth> auth,
        Optional<Tls> tls,
        Optional<NetworkAccess> network,
        Optional<Adoption> adoption) {
    static Hosting of(RedisCluster cluster) {
        RedisClusterSpec spec = cluster.getSpec();
        return new Hosting(
                spec.volume(),
                spec.podOrDefault(),
                spec.serviceOrDefault(),
                Optional.ofNullable(spec.auth()),
                Optional.ofNullable(spec.tls()),
                Optional.ofNullable(spec.networkPolicy()),
                Adoption.of(cluster));
    }
}
