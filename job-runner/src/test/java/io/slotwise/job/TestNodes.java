package io.slotwise.job;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.plan.Check;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.StrayKeys;
import io.slotwise.job.redis.Address;
import io.slotwise.job.redis.Discovery;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Credentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Real Redis processes, named pod-0, pod-1 and so on. */
final class TestNodes implements AutoCloseable {
    private static final List<String> SETTINGS = List.of(
            "--cluster-enabled",
            "yes",
            "--cluster-node-timeout",
            "2000",
            "--cluster-allow-replica-migration",
            "no",
            "--repl-diskless-sync-delay",
            "0",
            // what a replica once got from its master is not what a node that keeps nothing should start with
            "--rdb-del-sync-files",
            "yes");

    private final List<String> settings;
    private final Access access;
    private final Map<String, RedisProcess> processes = new LinkedHashMap<>();
    private final Path directory;
    private final RedisBinary binary;

    TestNodes(Path directory, int count, Access access, String... settings) {
        this(RedisBinary.find(), directory, count, access, settings);
    }

    private TestNodes(RedisBinary binary, Path directory, int count, Access access, String... settings) {
        this.binary = binary;
        this.directory = directory;
        this.access = access;
        this.settings = List.of(settings);
        IntStream.range(0, count).forEach(i -> add());
    }

    void add() {
        String pod = "pod-" + processes.size();
        String host = RedisProcess.newHost();
        start(pod, host);
    }

    private void start(String pod, String host) {
        List<String> words = new ArrayList<>(SETTINGS);
        words.addAll(List.of("--cluster-announce-ip", host));
        words.addAll(settings);
        processes.put(pod, RedisProcess.start(binary, host, directory.resolve(pod), words));
    }

    /** Ends a node for good. */
    void remove(String pod) {
        process(pod).close();
        processes.remove(pod);
    }

    /** Ends a node as a power cut does, and lets it come back when another has taken over from it. */
    void failOver(String pod) {
        String replica = replicaOf(pod);
        process(pod).kill();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> node(replica).isMaster());
        start(pod, process(pod).host());
    }

    String replicaOf(String pod) {
        return replicasOf(pod).get(0);
    }

    List<String> replicasOf(String pod) {
        LiveNode master = node(pod);
        return view().live().stream()
                .filter(node -> node.follows(master))
                .map(LiveNode::pod)
                .collect(Collectors.toList());
    }

    /** Ends a node, and starts one at its address that has nothing of it: as a pod without storage that is started anew. */
    void replace(String pod) {
        RedisProcess process = process(pod);
        process.kill();
        try {
            Files.delete(process.directory().resolve("nodes.conf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(pod, process.host());
    }

    /** Ends a node as a power cut does, and starts it at once: it has its place in the cluster, and no keys. */
    void restart(String pod) {
        process(pod).kill();
        start(pod, process(pod).host());
    }

    /** Ends all nodes, and starts them with their data at other addresses. */
    void moveAll() {
        List<String> pods = List.copyOf(processes.keySet());
        pods.forEach(pod -> process(pod).close());
        pods.forEach(pod -> start(pod, RedisProcess.newHost()));
    }

    /** A cluster with that many active masters and a standby, each with its replicas. */
    static TestNodes formed(Path directory, int masters, int replicas, String... settings) {
        return formed(directory, masters, replicas, Access.nameless(Credentials.NONE), settings);
    }

    static TestNodes formed(Path directory, int masters, int replicas, Access access, String... settings) {
        return new TestNodes(directory, (masters + 1) * (replicas + 1), access, settings).form(masters, replicas);
    }

    /** The same on another server. */
    static TestNodes formed(RedisBinary binary, Path directory, int masters, int replicas, String... settings) {
        return new TestNodes(
                        binary, directory, (masters + 1) * (replicas + 1), Access.nameless(Credentials.NONE), settings)
                .form(masters, replicas);
    }

    private TestNodes form(int masters, int replicas) {
        Outcome outcome = run(new Goal.Bootstrap(masters, replicas));
        if (!(outcome instanceof Outcome.Done)) {
            close();
            throw new IllegalStateException(outcome.words());
        }
        return this;
    }

    RedisProcess process(String pod) {
        RedisProcess process = processes.get(pod);
        if (process == null) {
            throw new IllegalArgumentException("no " + pod);
        }
        return process;
    }

    List<Address> addresses() {
        List<Address> addresses = new ArrayList<>();
        processes.forEach((pod, process) -> addresses.add(new Address(pod, process.host(), process.port())));
        return addresses;
    }

    List<String> nodeWords() {
        List<String> words = new ArrayList<>();
        processes.forEach((pod, process) -> words.addAll(List.of("--node", pod + "=" + process.address())));
        return words;
    }

    Job job(Goal goal) {
        return new Job(
                goal,
                addresses(),
                access,
                new Limits(Duration.ofSeconds(100), Duration.ofSeconds(20), Duration.ofMillis(300)),
                MoveLimits.DEFAULT);
    }

    Outcome run(Goal goal, JobListener... listeners) {
        return job(goal).run(Pace.real(), new StopSignal(), List.of(listeners));
    }

    ClusterView view() {
        return Discovery.read(addresses(), access);
    }

    LiveNode node(String pod) {
        return view().byPod(pod).orElseThrow();
    }

    /** Waits until every node that answers holds another for dead. */
    void awaitVerdict(LiveNode dead) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> view().live().stream()
                        .allMatch(node -> node.table()
                                .byId(dead.id())
                                .orElseThrow()
                                .flags()
                                .contains("fail")));
    }

    /** A key of a slot: what stands before a number in base 36, that number, and what stands behind it. */
    static String key(int slot, String before, String behind) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> before + Integer.toString(i, Character.MAX_RADIX) + behind)
                .filter(key -> SlotHash.getSlot(key) == slot)
                .findFirst()
                .orElseThrow();
    }

    /** Sends a signal, such as {@code STOP}, to a node's process. */
    void signal(String pod, String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(process(pod).pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("no " + name + " for " + pod);
        }
    }

    /** Says something to a node. */
    <T> T say(String pod, Function<RedisCommands<String, String>, T> what) {
        RedisProcess process = process(pod);
        RedisClient client = RedisClient.create(RedisURI.create(process.host(), process.port()));
        try (var connection = client.connect()) {
            return what.apply(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    /** Says several things to a node. */
    void sayAll(String pod, Consumer<RedisCommands<String, String>> what) {
        say(pod, redis -> {
            what.accept(redis);
            return pod;
        });
    }

    /** Runs a command line, given one node, and returns its exit code; {@code out} has what it said, and nothing before. */
    int command(String seed, String line, StringWriter out) {
        out.getBuffer().setLength(0);
        return JobCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute((line + " --seed " + process(seed).address()).split(" "));
    }

    /** What masters hold of slots that are not theirs. */
    StrayKeys strays() {
        return Discovery.count(view(), access).orElseThrow().strays();
    }

    Check check() {
        return Check.of(view());
    }

    /** Every setting of every node, as {@code pod name=value}; whom a node follows is a role and no setting. */
    Set<String> settings() {
        Set<String> settings = new TreeSet<>();
        processes.keySet().forEach(pod -> {
            Map<String, String> values = say(pod, redis -> redis.configGet("*"));
            values.keySet().removeAll(Set.of("replicaof", "slaveof"));
            values.forEach((name, value) -> settings.add(pod + " " + name + "=" + value));
        });
        return settings;
    }

    /** Settings of nodes that still are there, and differ from what they were. */
    Set<String> changed(Set<String> before) {
        Set<String> changed = settings();
        changed.removeAll(before);
        return changed;
    }

    /** The pod of an empty master. */
    String standby() {
        return view().live().stream()
                .filter(LiveNode::isEmptyMaster)
                .findFirst()
                .orElseThrow()
                .pod();
    }

    @Override
    public void close() {
        processes.values().forEach(RedisProcess::close);
    }
}
