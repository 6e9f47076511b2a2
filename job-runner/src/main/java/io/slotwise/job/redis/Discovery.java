package io.slotwise.job.redis;

import io.slotwise.job.move.Databases;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Means;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Settings;
import io.slotwise.job.plan.SilentNode;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.Reply;
import io.slotwise.model.topology.NodeEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds all nodes of a cluster from some of them. */
public final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private Discovery() {}

    /** What the named nodes say, and all others that they know of. */
    public static ClusterView read(List<Address> named, Access access) {
        try (Connections connections = new Connections(access)) {
            ClusterView first = new ClusterReader(named, connections).read();
            List<NodeEntry> others = others(first);
            if (others.isEmpty()) {
                return first;
            }
            List<Address> byName = all(named, others.stream().map(Discovery::named));
            ClusterView second = new ClusterReader(byName, connections).read();
            List<Address> answering = all(
                    named,
                    others.stream()
                            .map(entry -> second.live().stream().anyMatch(node -> isIt(node, entry))
                                    ? named(entry)
                                    : numbered(entry)));
            return answering.equals(byName) ? second : new ClusterReader(answering, connections).read();
        }
    }

    private static List<Address> all(List<Address> some, Stream<Address> more) {
        return Stream.concat(some.stream(), more).distinct().toList();
    }

    /** Whether the node that answered at an entry's host name is the one that was meant. */
    private static boolean isIt(LiveNode node, NodeEntry entry) {
        return node.id().equals(entry.id()) && node.pod().equals(named(entry).pod());
    }

    /** Keys per slot at each master of a view; empty when one of them does not answer. */
    public static Optional<SlotKeys> count(ClusterView view, Access access) {
        try (Connections connections = new Connections(access)) {
            ClusterReader reader = new ClusterReader(List.of(), connections);
            SlotKeys keys = reader.count(view);
            return Optional.of(keys.with(reader.strays(view, keys)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** With what a job with these limits would move slots, as far as that can be told. */
    public static Means means(ClusterView view, Access access, MoveLimits limits) {
        try (Connections connections = new Connections(access)) {
            return MeansReader.read(view, connections, limits).orElse(Means.DEFAULT);
        }
    }

    /** Why slots of one of the nodes cannot be moved key by key, if so and as far as that can be told. */
    public static Optional<String> objection(Set<NodeRef> keyByKey, Access access) {
        try (Connections connections = new Connections(access)) {
            for (NodeRef source : keyByKey) {
                Optional<String> objection = Databases.objection(source, connections);
                if (objection.isPresent()) {
                    return objection;
                }
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("problem", Problems.words(e)).log("It is not known how many databases there are");
        }
        return Optional.empty();
    }

    /** What each slot carries; nothing is known of the slots of a master that does not answer. */
    public static SlotLoads loads(ClusterView view, Access access) {
        try (Connections connections = new Connections(access)) {
            return new LoadReader(connections).read(view);
        }
    }

    /** Settings that matter to the cluster as a whole, of those nodes that let one look. */
    public static Settings settings(ClusterView view, Access access) {
        Map<String, Map<String, String>> byPod = new HashMap<>();
        try (Connections connections = new Connections(access)) {
            for (LiveNode node : view.live()) {
                byPod.put(node.pod(), settings(node, connections));
            }
        }
        return new Settings(byPod);
    }

    private static Map<String, String> settings(LiveNode node, Connections connections) {
        Map<String, String> values = new HashMap<>();
        List<Command> questions = Settings.NAMES.stream()
                .map(name -> Command.of("CONFIG", "GET", name))
                .toList();
        try {
            for (Reply reply : connections.talk(node.ref().host(), node.ref().port(), it -> it.askAll(questions))) {
                if (reply instanceof Reply.Many pair && pair.parts().size() == 2) {
                    values.put(pair.parts().get(0).text(), pair.parts().get(1).text());
                }
            }
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("node", node.pod())
                    .addKeyValue("problem", Problems.words(e))
                    .log("Settings could not be read");
        }
        return values;
    }

    /** The nodes of a view that a job has to deal with: all but those that everybody holds for dead and that own nothing. */
    public static List<Address> members(ClusterView view) {
        return Stream.concat(
                        view.live().stream()
                                .map(LiveNode::ref)
                                .map(ref -> new Address(ref.pod(), ref.host(), ref.port())),
                        view.silent().stream()
                                .filter(node -> !view.isGivenUp(node))
                                .map(node -> new Address(node.pod(), node.host(), node.port())))
                .toList();
    }

    private static List<NodeEntry> others(ClusterView view) {
        Set<String> known = Stream.concat(
                        view.live().stream().map(LiveNode::ref).map(ref -> ref.host() + ":" + ref.port()),
                        view.silent().stream().map(Discovery::address))
                .collect(Collectors.toSet());
        Set<String> ids = view.live().stream().map(LiveNode::id).collect(Collectors.toSet());
        return view.live().stream()
                .flatMap(node -> node.table().entries().stream())
                .filter(entry -> !entry.isProvisional() && !entry.host().isEmpty())
                .filter(entry -> !ids.contains(entry.id()) && known.add(entry.host() + ":" + entry.port()))
                .toList();
    }

    private static String address(SilentNode silent) {
        return silent.host() + ":" + silent.port();
    }

    /** By the host name that it announces: a certificate may be good for that alone. Some names lead nowhere from here. */
    private static Address named(NodeEntry entry) {
        String name = entry.hostname();
        return name.isEmpty() || new InetSocketAddress(name, entry.port()).isUnresolved()
                ? numbered(entry)
                : new Address(name + ":" + entry.port(), name, entry.port());
    }

    private static Address numbered(NodeEntry entry) {
        return new Address(entry.address(), entry.host(), entry.port());
    }
}
