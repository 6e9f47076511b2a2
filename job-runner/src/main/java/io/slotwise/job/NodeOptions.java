package io.slotwise.job;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.job.redis.Address;
import io.slotwise.job.redis.Discovery;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which nodes: every one by name, or one that knows the others. */
final class NodeOptions {
    /** Long enough to see who is busy, short enough to wait for. */
    private static final Duration CPU_WINDOW = Duration.ofSeconds(2);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--node",
            paramLabel = "POD=HOST:PORT",
            description = "A node of the cluster; repeat it for every one.")
    private List<String> nodes = List.of();

    @Option(
            names = "--seed",
            paramLabel = "HOST:PORT",
            description = "A node that knows the others, instead of --node. The job then only prints its plan, unless"
                    + " --yes is given.")
    private List<String> seeds = List.of();

    @Mixin
    private TlsOptions tls = new TlsOptions();

    private Optional<Access> access = Optional.empty();
    private Optional<ClusterView> seen = Optional.empty();
    private Optional<SlotLoads> measured = Optional.empty();

    /** How the nodes became known. */
    enum Origin {
        NAMED,
        FOUND
    }

    Origin origin() {
        return seeds.isEmpty() ? Origin.NAMED : Origin.FOUND;
    }

    /** The nodes to work on. */
    List<Address> addresses() {
        return origin() == Origin.NAMED ? named() : Discovery.members(view());
    }

    /** The nodes given on the command line. */
    List<Address> named() {
        if (nodes.isEmpty() == seeds.isEmpty()) {
            throw wrong("name every node with --node, or one that knows the others with --seed");
        }
        try {
            List<Address> addresses = (nodes.isEmpty() ? seeds : nodes)
                    .stream().map(Address::parse).toList();
            if (addresses.stream().map(Address::pod).distinct().count() < addresses.size()) {
                throw new IllegalArgumentException("two --node options have the same name");
            }
            return addresses;
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** How connections to the nodes are opened; one for the whole process, since TLS keeps nodes' host names in it. */
    Access access() {
        Access known = access.orElseGet(() -> access(System.getenv()));
        access = Optional.of(known);
        return known;
    }

    private Access access(Map<String, String> environment) {
        return Access.nameless(
                Credentials.from(environment),
                tls.tls(environment).map(Transport.class::cast).orElse(Transport.PLAIN));
    }

    /** What all nodes say; asked once. */
    ClusterView view() {
        ClusterView view = seen.orElseGet(() -> Discovery.read(named(), access()));
        seen = Optional.of(view);
        return view;
    }

    /** What each slot carries; asked once, and over a moment where CPU is counted. */
    SlotLoads loads() {
        SlotLoads loads = measured.orElseGet(this::measure);
        measured = Optional.of(loads);
        return loads;
    }

    private SlotLoads measure() {
        SlotLoads first = Discovery.loads(view(), access());
        if (!first.countCpu()) {
            return first;
        }
        Pace.real().rest(CPU_WINDOW);
        return Discovery.loads(view(), access()).since(first);
    }

    /** The pod of a node that an option names by pod, by {@code host:port} or by node id. */
    String pod(String option, String name) {
        if (origin() == Origin.FOUND || isNodeId(name)) {
            mustAnswer();
            return view().find(name)
                    .map(LiveNode::pod)
                    .orElseThrow(() -> wrong(option + " " + name + " is no node of the cluster that answers"));
        }
        return named().stream()
                .filter(node -> node.pod().equals(name) || (node.host() + ":" + node.port()).equals(name))
                .findFirst()
                .map(Address::pod)
                .orElseThrow(() -> wrong(option + " " + name + " is not among the --node options"));
    }

    /** Of a cluster that says nothing it is not known which nodes it has. */
    private void mustAnswer() {
        if (view().live().isEmpty()) {
            throw new IllegalStateException(view().silent().stream()
                    .map(node -> node.pod() + " does not answer: " + node.problem())
                    .collect(Collectors.joining("; ")));
        }
    }

    private static boolean isNodeId(String name) {
        return name.matches("[0-9a-f]{40}");
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
