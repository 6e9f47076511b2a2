package io.slotwise.job.move;

import io.slotwise.job.pace.Feeling;
import io.slotwise.job.pace.Latencies;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks a node for a sign of life over and over, as a client would, and keeps how long the answers took. */
final class Probe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long BETWEEN_NANOS = Duration.ofMillis(4).toNanos();
    private static final Command PING = Command.of("PING");

    private final NodeRef node;
    private final Access access;
    private final Latencies latencies = new Latencies();
    private final Thread thread;
    private volatile boolean running = true;

    Probe(NodeRef node, Access access) {
        this.node = node;
        this.access = access;
        this.thread = new Thread(this::probe, "probe");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized Feeling take(Duration bound) {
        return latencies.take(bound.toNanos());
    }

    private synchronized void add(long nanos) {
        latencies.add(nanos);
    }

    /** A node that cannot be asked is the mover's to notice; nothing measured means nothing said. */
    private void probe() {
        try (RespConnection connection =
                RespConnection.open(new InetSocketAddress(node.host(), node.port()), access, PATIENCE)) {
            while (running) {
                long begin = System.nanoTime();
                connection.ask(PING);
                add(System.nanoTime() - begin);
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (IOException e) {
            running = false;
        }
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
    }
}
