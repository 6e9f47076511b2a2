package io.slotwise.reconciler.world;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Redis Cluster as values: it does what the job runner promises of each command line, all at once. */
public final class FakeRedis {
    private int ghosts;
    private int harmed;
    private SlotSet open = SlotSet.EMPTY;
    private final Map<String, FakeNode> nodes = new TreeMap<>(Comparator.comparingInt(FakeRedis::ordinal));

    public static int ordinal(String pod) {
        return Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1));
    }

    /** A pod starts with an empty Redis, unless it was there before. */
    public void start(String pod, String host) {
        nodes.putIfAbsent(pod, FakeNode.fresh(pod, host));
    }

    /** A pod goes with its data. */
    public void stop(String pod) {
        FakeNode gone = nodes.remove(pod);
        if (gone != null && (gone.isMember() || !gone.slots().isEmpty())) {
            throw new AssertionError("pod " + pod + " was removed while it was part of the cluster: " + gone);
        }
    }

    /**
     * A pod was deleted and comes back with nothing; its old self stays in the tables. One that became a master a moment
     * ago is succeeded by a replica, if it has one.
     */
    public void replace(String pod, String host) {
        if (node(pod).isActive()) {
            harmed++;
            nodes.values().stream()
                    .filter(node -> !node.isMaster() && node.master().equals(pod))
                    .map(FakeNode::pod)
                    .findFirst()
                    .ifPresent(this::failOver);
        }
        FakeNode gone = node(pod);
        if (gone.isActive()) {
            throw new AssertionError("pod " + pod + " was deleted while it owned slots: " + gone);
        }
        if (gone.isMember()) {
            ghosts++;
        }
        nodes.put(pod, FakeNode.fresh(pod, host));
    }

    /** Dead nodes in the tables. */
    public int ghosts() {
        return ghosts;
    }

    /** How many owners of slots were deleted. */
    public int harmed() {
        return harmed;
    }

    /** A dead node stays in the tables. */
    public void haunt() {
        ghosts++;
    }

    /** Slots are left open by somebody. */
    public void leaveOpen(SlotSet slots) {
        open = slots;
    }

    public Collection<FakeNode> nodes() {
        return List.copyOf(nodes.values());
    }

    public int activeMasters() {
        return (int) nodes.values().stream().filter(FakeNode::isActive).count();
    }

    /** Lets a replica take its master's place. */
    public void failOver(String replica) {
        FakeNode next = node(replica);
        FakeNode last = node(next.master());
        nodes.put(replica, new FakeNode(replica, next.host(), next.membership(), replica, last.slots()));
        nodes.replaceAll((pod, node) ->
                !pod.equals(replica) && node.master().equals(last.pod()) ? node.following(replica) : node);
    }

    /** Somebody else made a cluster of all nodes: the first so many are masters, the rest follows them in turn. */
    public void form(int masters) {
        nodes.replaceAll((pod, node) -> node.joined());
        List<String> pods = List.copyOf(nodes.keySet());
        spread(pods.subList(0, masters));
        for (int i = masters; i < pods.size(); i++) {
            nodes.put(pods.get(i), node(pods.get(i)).following(pods.get(i % masters)));
        }
    }

    /** Does what a job with these arguments does. */
    public void run(List<String> words) {
        JobLine line = JobLine.parse(words);
        line.pods().forEach(pod -> {
            if (!nodes.containsKey(pod)) {
                throw new AssertionError("a job names pod " + pod + " that is not there: " + words);
            }
        });
        switch (line.kind()) {
            case "bootstrap" -> bootstrap(line);
            case "reshard" -> reshard(line);
            case "drain" -> drain(line);
            case "configure" -> {}
            case "failover" -> takeOver(line.to());
            case "heal" -> heal();
            default -> throw new AssertionError("no such job: " + words);
        }
    }

    private void takeOver(String pod) {
        if (!node(pod).isMaster()) {
            failOver(pod);
        }
    }

    private void heal() {
        ghosts = 0;
        open = SlotSet.EMPTY;
    }

    private void bootstrap(JobLine line) {
        heal();
        line.pods().forEach(pod -> nodes.put(pod, node(pod).joined()));
        if (activeMasters() == 0) {
            List<String> first = line.pods().subList(0, line.masters());
            spread(first);
        }
        arrange(line.pods(), List.of());
    }

    private void reshard(JobLine line) {
        if (!line.from().isEmpty()) {
            FakeNode from = node(line.from());
            nodes.put(line.to(), node(line.to()).with(node(line.to()).slots().plus(from.slots())));
            nodes.put(from.pod(), from.with(SlotSet.EMPTY));
            return;
        }
        String standby = node(line.to()).master();
        List<String> owners = new ArrayList<>(actives().map(FakeNode::pod).toList());
        if (!owners.contains(standby)) {
            owners.add(standby);
        }
        spread(owners);
    }

    private void drain(JobLine line) {
        Set<String> leaving = Set.copyOf(line.leaving());
        List<String> staying =
                line.pods().stream().filter(pod -> !leaving.contains(pod)).toList();
        String emptied = line.empty().isEmpty() ? "" : node(line.empty()).master();
        List<String> owners = Stream.concat(
                        staying.stream().filter(pod -> node(pod).isActive() && !pod.equals(emptied)),
                        staying.stream().filter(pod -> !node(pod).isActive() || pod.equals(emptied)))
                .limit(line.masters())
                .toList();
        spread(owners);
        nodes.replaceAll((pod, node) -> leaving.contains(pod) ? FakeNode.fresh(pod, node.host()) : node);
        arrange(staying, line.leaving());
    }

    /** All slots go to these, evenly, and they are masters. */
    private void spread(List<String> owners) {
        nodes.replaceAll((pod, node) -> node.isMaster() ? node.with(SlotSet.EMPTY) : node);
        for (int i = 0; i < owners.size(); i++) {
            int from = SlotSet.COUNT * i / owners.size();
            int to = SlotSet.COUNT * (i + 1) / owners.size() - 1;
            String owner = owners.get(i);
            nodes.put(owner, node(owner).with(SlotSet.parse(from + "-" + to)));
        }
    }

    /** One standby, and everyone else follows a master in turn. */
    private void arrange(List<String> pods, List<String> leaving) {
        List<String> masters = new ArrayList<>(actives().map(FakeNode::pod).toList());
        List<String> rest = pods.stream()
                .filter(pod -> !masters.contains(pod) && !leaving.contains(pod))
                .toList();
        String standby =
                rest.stream().filter(pod -> node(pod).isMaster()).findFirst().orElse(rest.get(0));
        nodes.put(standby, node(standby).with(SlotSet.EMPTY));
        masters.add(standby);
        List<String> replicas =
                rest.stream().filter(pod -> !pod.equals(standby)).toList();
        for (int i = 0; i < replicas.size(); i++) {
            String replica = replicas.get(i);
            nodes.put(replica, node(replica).following(masters.get(i % masters.size())));
        }
    }

    private Stream<FakeNode> actives() {
        return nodes.values().stream().filter(FakeNode::isActive);
    }

    private FakeNode node(String pod) {
        return Optional.ofNullable(nodes.get(pod)).orElseThrow(() -> new AssertionError("no node " + pod));
    }

    /** What a collector sees. */
    public Sample sample(ClusterKey cluster, Instant at) {
        return sample(cluster, at, replica -> true);
    }

    /**
     * What a collector sees.
     *
     * @param inTouch which replicas are in touch with their masters
     */
    public Sample sample(ClusterKey cluster, Instant at, Predicate<FakeNode> inTouch) {
        int members = (int) nodes.values().stream().filter(FakeNode::isMember).count() + ghosts;
        int assigned =
                nodes.values().stream().mapToInt(node -> node.slots().size()).sum();
        Map<String, NodeSample> seen = new LinkedHashMap<>();
        nodes.values().forEach(node -> seen.put(node.pod(), seen(node, members, inTouch)));
        return new Sample(
                cluster,
                at,
                Sample.Source.REDIS,
                new Sample.ClusterHealth(
                        assigned == SlotSet.COUNT ? Sample.ClusterHealth.State.OK : Sample.ClusterHealth.State.FAIL,
                        assigned,
                        open,
                        true),
                List.copyOf(seen.values()));
    }

    private static NodeSample.Load load(NodeSample.Load.Link link) {
        return new NodeSample.Load(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(link));
    }

    private static NodeSample seen(FakeNode node, int members, Predicate<FakeNode> inTouch) {
        return new NodeSample(
                node.pod(),
                node.host(),
                6379,
                "id-of-" + node.pod(),
                NodeSample.Answer.OK,
                node.isMaster() ? NodeSample.Role.MASTER : NodeSample.Role.REPLICA,
                node.isMaster() ? Optional.empty() : Optional.of("id-of-" + node.master()),
                node.slots(),
                node.isMember() ? members : 1,
                node.isMaster()
                        ? NodeSample.Load.UNKNOWN
                        : load(inTouch.test(node) ? NodeSample.Load.Link.UP : NodeSample.Load.Link.DOWN));
    }
}
