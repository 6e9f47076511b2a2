package io.slotwise.job.redis;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import io.slotwise.model.topology.NodeEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds all nodes of a cluster from some of them. */
public final class Discovery {
    private Discovery() {}

    /** What the named nodes say, and all others that they know of. */
    public static ClusterView read(List<Address> named, Credentials credentials) {
        try (Connections connections = new Connections(credentials)) {
            ClusterView first = new ClusterReader(named, connections).read();
            List<Address> others = others(first);
            if (others.isEmpty()) {
                return first;
            }
            List<Address> all = new ArrayList<>(named);
            all.addAll(others);
            return new ClusterReader(all, connections).read();
        }
    }

    private static List<Address> others(ClusterView view) {
        Set<String> known = Stream.concat(
                        view.live().stream().map(LiveNode::ref).map(ref -> ref.host() + ":" + ref.port()),
                        view.silent().stream().map(silent -> silent.host() + ":" + silent.port()))
                .collect(Collectors.toSet());
        Set<String> ids = view.live().stream().map(LiveNode::id).collect(Collectors.toSet());
        return view.live().stream()
                .flatMap(node -> node.table().entries().stream())
                .filter(entry -> !entry.isProvisional() && !entry.host().isEmpty())
                .filter(entry -> !ids.contains(entry.id()) && known.add(entry.host() + ":" + entry.port()))
                .map(Discovery::address)
                .toList();
    }

    private static Address address(NodeEntry entry) {
        return new Address(entry.address(), entry.host(), entry.port());
    }
}
