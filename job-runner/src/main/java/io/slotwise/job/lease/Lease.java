package io.slotwise.job.lease;

import io.slotwise.job.move.Fence;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a cluster. It is held at a master by the oldest of the connections that ask for it there, and by who
 * holds it at every master; it ends with the connection, so a killed runner leaves nothing behind. Who takes over from a
 * holder that has gone silent cuts all its connections first: a command that it still sends reaches nobody.
 */
public final class Lease implements Fence, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    /** The connections of a runner that was killed a moment ago are about to end. */
    private static final int TRIES = 6;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final Access access;
    private final Holder holder;
    private final Map<String, Stake> stakes = new HashMap<>();
    private final Function<Order, String> orders;
    private final Thread heart;
    private Optional<Ear> ear = Optional.empty();
    private List<NodeRef> held = List.of();
    private int steps;
    private volatile boolean beating = true;

    /** What comes of an order that this holder is sent is for {@code orders} to do and to say. */
    public Lease(Access access, Holder holder, Function<Order, String> orders) {
        this.access = access.named(holder.workName());
        this.holder = holder;
        this.orders = orders;
        this.heart = new Thread(this::beat, "lease");
        heart.setDaemon(true);
        heart.start();
    }

    @Override
    public Access access() {
        return access;
    }

    /** Takes it at the masters where it is not held yet; who else holds it, when that cannot be. */
    public Optional<String> take(List<NodeRef> masters) throws IOException {
        Optional<String> other = tryToTake(masters);
        for (int i = 1; i < TRIES && other.isPresent(); i++) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            other = tryToTake(masters);
        }
        return other;
    }

    /** All runners ask in the same order, so that of two that begin together one comes first everywhere. */
    private synchronized Optional<String> tryToTake(List<NodeRef> masters) throws IOException {
        List<NodeRef> inOrder =
                masters.stream().sorted(Comparator.comparing(NodeRef::id)).toList();
        for (NodeRef master : inOrder) {
            if (isHeldAt(master)) {
                continue;
            }
            Stake stake = new Stake(master, access(), holder);
            stakes.put(master.id(), stake);
            Optional<Client> older = stake.older();
            if (older.isPresent()) {
                letGo();
                return older.map(client -> sentence(client, master));
            }
        }
        held = inOrder;
        listen();
        return Optional.empty();
    }

    /** Hears orders at the first master that can be reached; one that was heard at a master that is gone is moved. */
    private void listen() {
        if (ear.filter(Ear::isHearing).isPresent()) {
            return;
        }
        for (NodeRef master : held) {
            try {
                ear = Optional.of(new Ear(master, access(), holder, orders));
                return;
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("node", master.pod()).log("Orders cannot be heard there");
            }
        }
    }

    private static String sentence(Client client, NodeRef master) {
        return "another runner is at work on this cluster: "
                + Holder.parse(client.name()).map(Holder::toString).orElse(client.name()) + ", since "
                + client.ageSeconds() + " s (connection " + client.id() + " of " + master.pod()
                + "); run this again when it has ended";
    }

    private boolean isHeldAt(NodeRef master) {
        try {
            confirm(master);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public synchronized void confirm(NodeRef node) throws IOException {
        Stake stake = stakeAt(node);
        try {
            stake.confirm();
        } catch (IOException e) {
            drop(node.id());
            throw new IOException("the lease is lost at " + node.pod(), e);
        }
    }

    /**
     * First no connection may send anything any more, then what nodes send one another for them is ended: a MIGRATE that a
     * source has begun may have its keys on their way still.
     */
    @Override
    public synchronized Fence forStep(Collection<NodeRef> ends) throws IOException {
        Set<String> hosts = new HashSet<>();
        for (NodeRef node : ends) {
            stakeAt(node).cutOffWork();
            hosts.add(
                    new InetSocketAddress(node.host(), node.port()).isUnresolved()
                            ? node.host()
                            : new InetSocketAddress(node.host(), node.port())
                                    .getAddress()
                                    .getHostAddress());
        }
        for (NodeRef node : ends) {
            stakeAt(node).cutOffMigrations(hosts);
        }
        return new StepFence(this, access.named(holder.workName(++steps)));
    }

    private Stake stakeAt(NodeRef node) throws IOException {
        Stake stake = stakes.get(node.id());
        if (stake == null) {
            throw new IOException("the lease is not held at " + node.pod());
        }
        return stake;
    }

    /** This lease with connections of one step's own. */
    private record StepFence(Lease lease, Access access) implements Fence {
        @Override
        public Fence forStep(Collection<NodeRef> ends) throws IOException {
            return lease.forStep(ends);
        }

        @Override
        public void confirm(NodeRef node) throws IOException {
            lease.confirm(node);
        }
    }

    private void drop(String id) {
        Stake stake = stakes.remove(id);
        if (stake != null) {
            stake.close();
        }
    }

    private void beat() {
        while (beating) {
            LockSupport.parkNanos(HEARTBEAT.toNanos());
            beatOnce();
        }
    }

    private synchronized void beatOnce() {
        for (Map.Entry<String, Stake> stake : new ArrayList<>(stakes.entrySet())) {
            try {
                stake.getValue().confirm();
            } catch (IOException e) {
                drop(stake.getKey());
            }
        }
        listen();
    }

    private void letGo() {
        held = List.of();
        ear.ifPresent(Ear::close);
        ear = Optional.empty();
        stakes.values().forEach(Stake::close);
        stakes.clear();
    }

    @Override
    public synchronized void close() {
        beating = false;
        LockSupport.unpark(heart);
        letGo();
    }
}
