package io.slotwise.job.lease;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A holder's connection at one master. The oldest of its kind there holds the lease. */
final class Stake implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** A holder says something every two seconds. */
    private static final long DEAF_SECONDS = 15;

    private static final Command PING = Command.of("PING");

    private final Holder holder;
    private final RespConnection connection;

    Stake(NodeRef master, Access access, Holder holder) throws IOException {
        this.holder = holder;
        this.connection = RespConnection.open(
                new InetSocketAddress(master.host(), master.port()), access.named(holder.leaseName()), PATIENCE);
    }

    /** Whether the server still has this connection, and with it the lease. */
    synchronized void confirm() throws IOException {
        connection.ask(PING).text();
    }

    /** An older holder at this master. One that has said nothing for long is cut off first, with all its connections. */
    synchronized Optional<Client> older() throws IOException {
        long own = connection.ask(Command.of("CLIENT", "ID")).number();
        List<Client> clients =
                Client.parse(connection.ask(Command.of("CLIENT", "LIST")).text());
        Optional<Client> older = Optional.empty();
        for (Client client : clients) {
            Optional<Holder> other =
                    Holder.parse(client.name()).filter(it -> !it.token().equals(holder.token()));
            if (other.isEmpty() || client.id() > own) {
                continue;
            }
            if (client.idleSeconds() < DEAF_SECONDS) {
                older = older.or(() -> Optional.of(client));
            } else {
                cutOff(other.get(), clients);
            }
        }
        return older;
    }

    private void cutOff(Holder deaf, List<Client> clients) throws IOException {
        for (Client client : clients) {
            if (deaf.owns(client.name())) {
                connection.ask(Command.of("CLIENT", "KILL", "ID", client.id())).number();
            }
        }
    }

    /** Ends what moved data for earlier runs, or in earlier steps of this one. */
    synchronized void cutOffWork() throws IOException {
        cutOff(client -> Holder.isWork(client.name()) && !client.name().equals(holder.workName()));
    }

    /** Ends what those nodes carry here by themselves, after somebody's MIGRATE. */
    synchronized void cutOffMigrations(Set<String> nodes) throws IOException {
        cutOff(client -> client.migrates(nodes));
    }

    private void cutOff(Predicate<Client> which) throws IOException {
        for (Client client :
                Client.parse(connection.ask(Command.of("CLIENT", "LIST")).text())) {
            if (which.test(client)) {
                connection.ask(Command.of("CLIENT", "KILL", "ID", client.id())).number();
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
