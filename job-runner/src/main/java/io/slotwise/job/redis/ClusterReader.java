package io.slotwise.job.redis;

import io.slotwise.job.move.StrandedCopies;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Facts;
import io.slotwise.job.plan.History;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Pulse;
import io.slotwise.job.plan.SilentNode;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.StrayKeys;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks every named node what it says of itself and the cluster. All are asked before the first answer is read. */
final class ClusterReader {
    private static final List<Command> QUESTIONS = List.of(
            Command.of("CLUSTER", "NODES"), Command.of("CLUSTER", "INFO"), Command.of("INFO"), Command.of("DBSIZE"));

    private final List<Address> addresses;
    private final Connections connections;

    ClusterReader(List<Address> addresses, Connections connections) {
        this.addresses = List.copyOf(addresses);
        this.connections = connections;
    }

    ClusterView read() {
        Map<Address, IOException> problems = new HashMap<>();
        addresses.forEach(address -> attempt(address, problems, this::ask));
        List<LiveNode> live = new ArrayList<>();
        Map<String, NodeEntry> known = new HashMap<>();
        addresses.stream()
                .filter(address -> !problems.containsKey(address))
                .forEach(address -> attempt(address, problems, it -> live.add(hear(it, known))));
        List<SilentNode> silent = new ArrayList<>();
        addresses.forEach(address -> {
            IOException problem = problems.get(address);
            if (problem != null) {
                silent.add(silent(address, problem));
            }
        });
        return new ClusterView(live, silent);
    }

    private interface Attempt {
        void with(Address address) throws IOException;
    }

    private void attempt(Address address, Map<Address, IOException> problems, Attempt attempt) {
        try {
            attempt.with(address);
        } catch (RedisRefusal e) {
            problems.put(address, e);
        } catch (IOException e) {
            connections.drop(socket(address));
            problems.put(address, e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            connections.drop(socket(address));
            problems.put(address, new IOException(e.getMessage(), e));
        }
    }

    /** A connection may have died since it was last used, so the first failure is tried once more on a fresh one. */
    private void ask(Address address) throws IOException {
        InetSocketAddress socket = socket(address);
        RespConnection known = connections.connection(socket);
        try {
            known.send(QUESTIONS);
        } catch (RedisRefusal e) {
            throw e;
        } catch (IOException e) {
            connections.drop(socket);
            connections.connection(socket).send(QUESTIONS);
        }
    }

    private LiveNode hear(Address address, Map<String, NodeEntry> known) throws IOException {
        List<Reply> replies;
        try {
            replies = connections.connection(socket(address)).receive();
        } catch (java.io.EOFException | java.net.SocketException e) {
            connections.drop(socket(address));
            replies = connections.connection(socket(address)).askAll(QUESTIONS);
        }
        NodeTable table = NodeTable.parse(replies.get(0).text(), known);
        Lines info = Lines.parse(replies.get(2).text());
        Lines cluster = Lines.parse(replies.get(1).text());
        Facts.Migration migration = NativeMigrations.at(connections.connection(socket(address)), table, cluster, info);
        Facts facts = facts(cluster, info, link(table, info), replies.get(3), migration);
        return LiveNode.of(address.pod(), resolved(address), address.port(), table, facts);
    }

    private static Facts.Link link(NodeTable table, Lines info) {
        if (!info.text("master_link_status").equals("down")) {
            return Facts.Link.UP;
        }
        boolean isAstray = table.myself()
                .masterId()
                .flatMap(table::byId)
                .filter(master -> !master.host().isEmpty() && !master.host().equals(info.text("master_host")))
                .isPresent();
        return isAstray ? Facts.Link.ASTRAY : Facts.Link.DOWN;
    }

    private static Facts facts(Lines cluster, Lines info, Facts.Link link, Reply size, Facts.Migration migration)
            throws IOException {
        return new Facts(
                cluster.text("cluster_state").equals("ok") ? Facts.State.OK : Facts.State.FAIL,
                cluster.number("cluster_current_epoch"),
                cluster.number("cluster_my_epoch"),
                size.number(),
                info.number("used_memory"),
                info.number("used_memory_dataset"),
                info.number("maxmemory"),
                link,
                migration,
                pulse(info),
                history(info));
    }

    private static Pulse pulse(Lines info) {
        double cpuSeconds = info.decimal("used_cpu_sys_main_thread") + info.decimal("used_cpu_user_main_thread");
        boolean replicated = info.number("connected_slaves") > 0;
        return new Pulse(
                info.number("server_time_usec"),
                Math.round(cpuSeconds * 1e6),
                Math.round(info.decimal("instantaneous_input_kbps") * 1024),
                replicated
                        ? Math.max(0, info.number("repl_backlog_size") - info.number("mem_replication_backlog"))
                        : 0);
    }

    private static History history(Lines info) {
        return new History(
                info.text("master_replid"),
                Math.max(info.number("master_repl_offset"), info.number("slave_repl_offset")),
                info.text("master_replid2"),
                Math.round(info.decimal("second_repl_offset")));
    }

    private static SilentNode silent(Address address, IOException problem) {
        return new SilentNode(address.pod(), resolved(address), address.port(), Problems.words(problem));
    }

    /** Keys per slot at each master of a view: of its own slots, and of those that are open or that nobody claims. */
    SlotKeys count(ClusterView view) throws IOException {
        SlotSet contested = view.open().plus(SlotSet.ALL.minus(view.covered()));
        Map<String, Map<Integer, Integer>> counts = new HashMap<>();
        for (LiveNode node : view.masters().toList()) {
            counts.put(
                    node.id(),
                    node.facts().keys() == 0
                            ? Map.of()
                            : count(node, node.slots().plus(contested)));
        }
        return new SlotKeys(counts);
    }

    /** What masters hold besides what was counted. */
    StrayKeys strays(ClusterView view, SlotKeys counted) throws IOException {
        SlotSet open = view.open();
        Map<String, SlotSet> copies = new HashMap<>();
        Map<String, SlotSet> unmarked = new HashMap<>();
        for (LiveNode node : view.masters().toList()) {
            SlotSet foreign = view.covered().minus(node.slots()).minus(open);
            if (size(node) != counted.at(node.id()) && !foreign.isEmpty()) {
                Map<Integer, Integer> found = count(node, foreign);
                SlotSet marked = StrandedCopies.among(found.keySet(), node.ref(), connections);
                SlotSet others = SlotSet.of(found.keySet().stream().mapToInt(Integer::intValue))
                        .minus(marked);
                put(copies, node, marked);
                put(unmarked, node, others);
            }
        }
        return new StrayKeys(copies, unmarked);
    }

    /** When it is what was counted, there is nothing else. */
    private long size(LiveNode node) throws IOException {
        return connections
                .all(node.ref().host(), node.ref().port(), List.of(Command.of("DBSIZE")))
                .get(0)
                .number();
    }

    private static void put(Map<String, SlotSet> slots, LiveNode node, SlotSet found) {
        if (!found.isEmpty()) {
            slots.put(node.id(), found);
        }
    }

    private Map<Integer, Integer> count(LiveNode node, SlotSet slots) throws IOException {
        List<Integer> asked = slots.stream().boxed().toList();
        List<Reply> replies = asked.isEmpty()
                ? List.of()
                : connections.all(
                        node.ref().host(),
                        node.ref().port(),
                        asked.stream()
                                .map(slot -> Command.of("CLUSTER", "COUNTKEYSINSLOT", slot))
                                .toList());
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            long keys = replies.get(i).number();
            if (keys > 0) {
                counts.put(asked.get(i), (int) keys);
            }
        }
        return counts;
    }

    private static InetSocketAddress socket(Address address) {
        return new InetSocketAddress(address.host(), address.port());
    }

    private static String resolved(Address address) {
        InetSocketAddress socket = socket(address);
        return socket.isUnresolved() ? address.host() : socket.getAddress().getHostAddress();
    }
}
