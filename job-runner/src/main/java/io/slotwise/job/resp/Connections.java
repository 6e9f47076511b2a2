package io.slotwise.job.resp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One connection to each node, opened when it is needed and dropped when it fails, so that the next use is a fresh one. */
public final class Connections implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    /** Something that is said to one node. */
    public interface Talk<T> {
        T with(RespConnection connection) throws IOException;
    }

    private final Access access;
    private final Map<InetSocketAddress, RespConnection> open = new HashMap<>();

    /** In the clear. */
    public Connections(Credentials credentials) {
        this(Access.nameless(credentials));
    }

    public Connections(Access access) {
        this.access = access;
    }

    public Credentials credentials() {
        return access.credentials();
    }

    public <T> T talk(String host, int port, Talk<T> talk) throws IOException {
        return talk(host, port, PATIENCE, talk);
    }

    /** Talks to a node; an answer that is an error leaves the connection open, anything else that fails closes it. */
    public <T> T talk(String host, int port, Duration patience, Talk<T> talk) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        RespConnection connection = connection(address);
        boolean sound = false;
        try {
            connection.patience(patience);
            T result = talk.with(connection);
            sound = true;
            return result;
        } catch (RedisRefusal e) {
            sound = true;
            throw e;
        } finally {
            if (!sound) {
                drop(address);
            }
        }
    }

    /** The answers to commands of which each must succeed. */
    public List<Reply> all(String host, int port, List<Command> commands) throws IOException {
        List<Reply> replies = talk(host, port, connection -> connection.askAll(commands));
        for (Reply reply : replies) {
            if (reply instanceof Reply.Failure failure) {
                throw new RedisRefusal(failure.message());
            }
        }
        return replies;
    }

    /** The same; while what is refused may be done soon, it is asked again. The last refusal counts. */
    public List<Reply> allSoon(
            String host, int port, List<Command> commands, Duration atMost, Predicate<RedisRefusal> passes)
            throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                return all(host, port, commands);
            } catch (RedisRefusal e) {
                if (!passes.test(e) || System.nanoTime() - end >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    public RespConnection connection(InetSocketAddress address) throws IOException {
        RespConnection known = open.get(address);
        if (known != null) {
            return known;
        }
        if (address.isUnresolved()) {
            throw new IOException("no address is known for " + address.getHostString());
        }
        RespConnection fresh = RespConnection.open(address, access, PATIENCE);
        open.put(address, fresh);
        return fresh;
    }

    public void drop(InetSocketAddress address) {
        RespConnection broken = open.remove(address);
        if (broken != null) {
            broken.close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(RespConnection::close);
        open.clear();
    }
}
