package io.slotwise.job.move;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.Move;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Credentials;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Two real masters: the first begins with all slots, the second with none. */
final class TwoMasters implements AutoCloseable {
    private static final Access ACCESS = Access.nameless(Credentials.NONE);

    private static final Fence NO_RIVALS = new Fence() {
        @Override
        public Access access() {
            return ACCESS;
        }

        @Override
        public Fence forStep(Collection<NodeRef> ends) {
            return this;
        }

        @Override
        public void confirm(NodeRef node) {}
    };

    private final Connections connections = new Connections(ACCESS);
    private final List<RedisProcess> processes;
    final Route route;

    TwoMasters(Path directory, String... settings) throws IOException {
        this(RedisBinary.find(), directory, settings);
    }

    TwoMasters(RedisBinary binary, Path directory, String... settings) throws IOException {
        this.processes = Stream.of("source", "destination")
                .map(name -> start(binary, directory.resolve(name), settings))
                .toList();
        RedisProcess second = processes.get(1);
        ask(0, Command.addSlots(IntStream.range(0, 16_384)));
        ask(0, "CLUSTER", "SET-CONFIG-EPOCH", 1);
        ask(1, "CLUSTER", "SET-CONFIG-EPOCH", 2);
        ask(0, "CLUSTER", "MEET", second.host(), second.port());
        this.route = new Route(ref(0), ref(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> ask(1, "CLUSTER", "INFO").text().contains("cluster_state:ok"));
    }

    private static RedisProcess start(RedisBinary binary, Path directory, String... settings) {
        String host = RedisProcess.newHost();
        List<String> words = new ArrayList<>(List.of("--cluster-enabled", "yes", "--cluster-announce-ip", host));
        words.addAll(List.of("--cluster-node-timeout", "2000", "--cluster-allow-replica-migration", "no"));
        words.addAll(List.of(settings));
        return RedisProcess.start(binary, host, directory, words);
    }

    /** Settings with which DEBUG may be used, which Redis before 7 always lets be. */
    static String[] debugging() {
        return RedisBinary.find().atLeast(7, 0) ? new String[] {"--enable-debug-command", "yes"} : new String[0];
    }

    /** Skips a test on Redis 8.4 and newer. */
    void assumeNotRedis84(String why) throws IOException {
        boolean redis = ServerInfo.of(connections, route.from()).server().equals("redis");
        assumeThat(redis && RedisBinary.find().atLeast(8, 4)).describedAs(why).isFalse();
    }

    private NodeRef ref(int node) throws IOException {
        RedisProcess process = processes.get(node);
        return new NodeRef(
                node == 0 ? "source" : "destination",
                ask(node, "CLUSTER", "MYID").text(),
                process.host(),
                process.port());
    }

    private Reply ask(int node, Object... words) throws IOException {
        return ask(node, Command.of(words));
    }

    private Reply ask(int node, Command command) throws IOException {
        RedisProcess process = processes.get(node);
        return connections.all(process.host(), process.port(), List.of(command)).get(0);
    }

    Reply source(Object... words) throws IOException {
        return ask(0, words);
    }

    Reply destination(Object... words) throws IOException {
        return ask(1, words);
    }

    /** At the destination, as a client that was redirected there does. */
    Reply asking(Object... words) throws IOException {
        RedisProcess process = processes.get(1);
        return connections
                .all(process.host(), process.port(), Command.of(words).asking())
                .get(1);
    }

    RedisProcess process(int node) {
        return processes.get(node);
    }

    Connections connections() {
        return connections;
    }

    /** A key of the slot. */
    static String key(int slot, String name) {
        return "{" + SlotTags.of(slot) + "}" + name;
    }

    /** What a process that was not interfered with does. */
    Applied move(Integer... slots) {
        return move(MoveLimits.DEFAULT.with(MovePace.FAST), () -> false, new SlotQueue(List.of(slots)));
    }

    /** One that stops as soon as it is held up. */
    Applied move(MoveLimits limits, BooleanSupplier isHeldUp, SlotQueue queue) {
        return move(limits, isHeldUp, queue, List.of(route.from(), route.to()));
    }

    /** The same where there are other masters to be told. */
    Applied move(MoveLimits limits, BooleanSupplier isHeldUp, SlotQueue queue, List<NodeRef> told) {
        try (RoutePace pace = new RoutePace(route, limits.pace(), ACCESS)) {
            return new RouteWorker(route, queue, pace, told, NO_RIVALS, limits, watch(isHeldUp)).call();
        }
    }

    /** Key by key, after a look at whether they can be moved. */
    Applied moveAll(List<Integer> slots) {
        return new SlotMover(NO_RIVALS, MoveLimits.DEFAULT.with(Engine.MIGRATE), watch(() -> false))
                .move(
                        slots.stream()
                                .map(slot -> new Move(slot, route.from(), route.to()))
                                .toList(),
                        List.of(route.from(), route.to()));
    }

    private static MoveWatch watch(BooleanSupplier isHeldUp) {
        return new MoveWatch() {
            private boolean stopped;

            @Override
            public boolean goOn() {
                return !stopped;
            }

            @Override
            public boolean isHeldUp() {
                stopped = isHeldUp.getAsBoolean();
                return stopped;
            }

            @Override
            public void moved(int count, long keys) {}
        };
    }

    /** Something that happens at some moment of a move. */
    interface Disturbance {
        void happen() throws IOException;
    }

    /** A move in which something happens after the keys were listed and before anything is opened. */
    void move(int slot, Disturbance afterListing) throws IOException {
        CopyMark mark = mark();
        ServerInfo source = ServerInfo.of(connections, route.from());
        try (Lanes lanes = lanes();
                SlotOrders orders = SlotOrders.to(source, ACCESS);
                Bystanders nobody = new Bystanders(ACCESS)) {
            List<SlotListing> listings = list(lanes, slot);
            afterListing.happen();
            SlotWindow window = window(mark, orders);
            window.begin(List.of(slot));
            window.open(listings);
            window.empty();
            new HandOver(connections, route, orders, nobody, source, MoveLimits.DEFAULT)
                    .of(List.of(slot), List.of(route.from(), route.to()));
        }
    }

    /** Opens a slot of which nothing is copied. */
    void beginMigrating(int slot) throws IOException {
        CopyMark mark = mark();
        ServerInfo source = ServerInfo.of(connections, route.from());
        try (Lanes lanes = lanes();
                SlotOrders orders = SlotOrders.to(source, ACCESS)) {
            SlotListing listing = new SlotListing(slot, List.of(), lanes.lane(0), Optional.empty());
            SlotWindow window = window(mark, orders);
            window.begin(List.of(slot));
            window.open(List.of(listing));
        }
    }

    private SlotWindow window(CopyMark mark, SlotOrders orders) throws IOException {
        return new SlotWindow(
                connections,
                route,
                MoveLimits.DEFAULT,
                Leftovers.read(connections, route, mark),
                new SlotCopy(connections, route, mark, new Copying()),
                orders);
    }

    /** Something happens while a slot has no owner, for which the cluster is down. */
    void holeFor(Disturbance what) throws IOException {
        source("CLUSTER", "DELSLOTS", 16_383);
        destination("CLUSTER", "DELSLOTS", 16_383); // nobody tells it
        awaitState("fail");
        try {
            what.happen();
        } finally {
            source("CLUSTER", "ADDSLOTS", 16_383);
            awaitState("ok");
        }
    }

    /** Empty keys of a slot that the destination imports. */
    void fillDestination(int slot, int keys) throws IOException {
        RedisProcess process = processes.get(1);
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            commands.addAll(Command.of("SET", key(slot, "filled" + i), "").asking());
        }
        connections.all(process.host(), process.port(), commands);
    }

    /** Empty keys of a slot of the source's. */
    void fillSource(int slot, int keys) throws IOException {
        RedisProcess process = processes.get(0);
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            commands.add(Command.of("SET", key(slot, "filled" + i), ""));
        }
        connections.all(process.host(), process.port(), commands);
    }

    private void awaitState(String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> source("CLUSTER", "INFO").text().contains("cluster_state:" + state)
                        && destination("CLUSTER", "INFO").text().contains("cluster_state:" + state));
    }

    /** Makes the destination the owner of a slot, with an order that holds for so long. */
    void handOver(int slot, Duration holds) throws IOException {
        MoveLimits limits = MoveLimits.DEFAULT;
        MoveLimits patient = new MoveLimits(
                limits.engine(),
                limits.pace(),
                limits.workers(),
                limits.keysAtOnce(),
                limits.bytesAtOnce(),
                limits.copyKeys(),
                limits.keyBytes(),
                holds);
        ServerInfo source = ServerInfo.of(connections, route.from());
        try (SlotOrders orders = SlotOrders.to(source, ACCESS);
                Bystanders nobody = new Bystanders(ACCESS)) {
            new HandOver(connections, route, orders, nobody, source, patient).of(List.of(slot), List.of());
        }
    }

    Lanes lanes() {
        return new Lanes(route.from(), ACCESS);
    }

    List<SlotListing> list(Lanes lanes, int slot) throws IOException {
        SourceListing source = new SourceListing(lanes, MoveLimits.DEFAULT, any -> true, new Copying());
        return source.list(source.names(List.of(slot)));
    }

    CopyMark mark() throws IOException {
        return CopyMark.of(ServerInfo.of(connections, route.from()));
    }

    /** What a run leaves that is killed after it has copied: an importing slot with a mark and copies. */
    void dieAfterCopying(int slot, CopyMark mark, String... keys) throws IOException {
        destination("CLUSTER", "SETSLOT", slot, "IMPORTING", route.from().id());
        connections.all(route.to().host(), route.to().port(), mark.set(slot).asking());
        for (String key : keys) {
            Word copy = source("DUMP", key).bytes();
            asking("RESTORE-ASKING", key, 0, copy);
        }
    }

    /** How often the source was told to MIGRATE since its figures were set to zero. */
    long migrations() throws IOException {
        String stats = source("INFO", "commandstats").text();
        int at = stats.indexOf("cmdstat_migrate:calls=");
        return at < 0
                ? 0
                : Long.parseLong(stats.substring(at + "cmdstat_migrate:calls=".length(), stats.indexOf(',', at)));
    }

    /** Whether the node holds keys of the slot. */
    long keysAtDestination(int slot) throws IOException {
        return destination("CLUSTER", "COUNTKEYSINSLOT", slot).number();
    }

    @Override
    public void close() {
        connections.close();
        processes.forEach(RedisProcess::close);
    }
}
