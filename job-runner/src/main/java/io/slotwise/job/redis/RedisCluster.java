package io.slotwise.job.redis;

import io.slotwise.job.lease.Lease;
import io.slotwise.job.move.Marks;
import io.slotwise.job.move.MoveLimits;
import io.slotwise.job.move.MoveWatch;
import io.slotwise.job.move.SlotMover;
import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.Cluster;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.LiveNode;
import io.slotwise.job.plan.Means;
import io.slotwise.job.plan.Move;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.Step;
import io.slotwise.job.plan.StrayKeys;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real Redis Cluster, reached at the addresses that were named. */
public final class RedisCluster implements Cluster, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisCluster.class);

    private final Lease lease;
    private final Connections connections;
    private final ClusterReader reader;
    private final SlotMover mover;
    private final MoveLimits limits;
    private Optional<Means> means = Optional.empty();
    private List<NodeRef> masters = List.of();
    private boolean mayHaveStrays = true;

    public RedisCluster(List<Address> addresses, Lease lease, MoveLimits limits, MoveWatch watch) {
        this.lease = lease;
        this.connections = new Connections(lease.access());
        this.reader = new ClusterReader(addresses, connections);
        this.limits = limits;
        this.mover = new SlotMover(lease, limits, watch);
    }

    @Override
    public ClusterView read() {
        ClusterView view = reader.read();
        masters = view.masters().map(LiveNode::ref).toList();
        means = means.or(() -> MeansReader.read(view, connections, limits));
        return means.map(view::with).orElse(view);
    }

    @Override
    public Optional<SlotKeys> count(ClusterView view) {
        try {
            SlotKeys keys = reader.count(view);
            return Optional.of(mayHaveStrays ? keys.with(strays(view, keys)) : keys);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("problem", Problems.words(e)).log("Keys could not be counted");
            return Optional.empty();
        }
    }

    /** Looked for until there are none, and again when a move was cut off. */
    private StrayKeys strays(ClusterView view, SlotKeys keys) throws IOException {
        StrayKeys found = reader.strays(view, keys);
        mayHaveStrays = !found.copies().isEmpty();
        return found;
    }

    @Override
    public Applied meet(NodeRef seed, List<NodeRef> newcomers, long firstEpoch) {
        return attempt(() -> {
            List<NodeRef> all = new ArrayList<>(List.of(seed));
            all.addAll(newcomers);
            for (int i = 0; i < all.size(); i++) {
                // Refused by a node that has an epoch or company already, which is as good.
                askIgnoringRefusal(all.get(i), Command.of("CLUSTER", "SET-CONFIG-EPOCH", firstEpoch + i));
            }
            // Each meets all that come after it: gossip alone takes a second or two to spread the news.
            for (int i = 0; i < all.size() - 1; i++) {
                ask(
                        all.get(i),
                        all.subList(i + 1, all.size()).stream()
                                .map(node -> Command.of("CLUSTER", "MEET", node.host(), node.port()))
                                .toList());
            }
        });
    }

    @Override
    public Applied assign(List<Step.Assignment> assignments) {
        return attempt(() -> {
            for (Step.Assignment assignment : assignments) {
                ask(assignment.master(), List.of(Command.addSlots(assignment.slots().stream())));
            }
        });
    }

    @Override
    public Applied settle(NodeRef node, SlotSet slots) {
        return each(node, slots, slot -> Command.of("CLUSTER", "SETSLOT", slot, "STABLE"));
    }

    @Override
    public Applied rebind(NodeRef importer, NodeRef owner, SlotSet slots) {
        return each(importer, slots, slot -> Command.setSlot(slot, "NODE", owner.id()));
    }

    @Override
    public Applied reopen(NodeRef importer, NodeRef owner, SlotSet slots) {
        return each(importer, slots, slot -> Command.setSlot(slot, "IMPORTING", owner.id()));
    }

    private Applied each(NodeRef node, SlotSet slots, IntFunction<Command> command) {
        return attempt(() -> ask(node, slots.stream().mapToObj(command).toList()));
    }

    @Override
    public Applied adopt(NodeRef importer, SlotSet slots, List<NodeRef> others) {
        return attempt(() -> {
            List<Command> commands = slots.stream()
                    .mapToObj(slot -> Command.setSlot(slot, "NODE", importer.id()))
                    .toList();
            ask(importer, commands);
            for (NodeRef other : others) {
                ask(other, commands);
            }
            Marks.remove(slots, importer, connections);
        });
    }

    @Override
    public Applied move(List<Move> moves, List<NodeRef> masters) {
        Applied applied = underLease(() -> mover.move(moves, masters));
        mayHaveStrays |= applied instanceof Applied.Disturbed;
        return applied;
    }

    @Override
    public Applied cancelImports(NodeRef node) {
        return attempt(() -> connections.talk(node.host(), node.port(), connection -> {
            NativeMigrations.cancelImports(connection);
            return Applied.OK;
        }));
    }

    @Override
    public Applied replicate(List<Step.Following> followings) {
        return attempt(() -> {
            for (Step.Following following : followings) {
                ask(
                        following.replica(),
                        List.of(Command.of(
                                "CLUSTER", "REPLICATE", following.master().id())));
            }
        });
    }

    @Override
    public Applied failover(NodeRef replica) {
        return attempt(() -> ask(replica, List.of(Command.of("CLUSTER", "FAILOVER"))));
    }

    @Override
    public Applied takeOver(String gone, List<NodeRef> replicas, List<NodeRef> owners) {
        return underLease(() -> new Heirs(gone, connections).takeOver(replicas, owners));
    }

    @Override
    public Applied forget(Set<String> ids, List<NodeRef> at) {
        return attempt(() -> {
            for (NodeRef node : at) {
                for (String id : ids) {
                    forget(node, id);
                }
            }
        });
    }

    private void forget(NodeRef node, String id) throws IOException {
        try {
            ask(node, List.of(Command.of("CLUSTER", "FORGET", id)));
        } catch (RedisRefusal e) {
            if (!e.says("Unknown node")) {
                throw e;
            }
        }
    }

    @Override
    public Applied reset(List<NodeRef> nodes, Step.ResetMode mode) {
        return attempt(() -> {
            for (NodeRef node : nodes) {
                ask(node, List.of(Command.of("CLUSTER", "RESET", mode.name())));
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private Applied attempt(Work work) {
        return underLease(() -> {
            work.run();
            return Applied.OK;
        });
    }

    private interface Change {
        Applied apply() throws IOException;
    }

    /** Does it only while nobody else changes this cluster. */
    private Applied underLease(Change change) {
        try {
            Optional<String> other = lease.take(masters);
            return other.isPresent() ? new Applied.Yielded(other.get()) : change.apply();
        } catch (IOException e) {
            return new Applied.Disturbed(Problems.words(e));
        }
    }

    private void ask(NodeRef node, List<Command> commands) throws IOException {
        try {
            connections.all(node.host(), node.port(), commands);
        } catch (RedisRefusal e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(node.pod() + ": " + Problems.words(e), e);
        }
    }

    private void askIgnoringRefusal(NodeRef node, Command command) throws IOException {
        connections.talk(node.host(), node.port(), connection -> connection.ask(command));
    }

    @Override
    public void close() {
        connections.close();
    }
}
