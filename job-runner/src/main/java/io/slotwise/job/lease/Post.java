package io.slotwise.job.lease;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings an order to whoever holds the lease of a cluster. */
public final class Post {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Post() {}

    /** Who holds the lease at some of these masters. */
    public static Optional<Holder> holder(List<NodeRef> masters, Access access) throws IOException {
        for (NodeRef master : masters) {
            try (RespConnection connection = open(master, access)) {
                Optional<Holder> holder = Client.parse(
                                connection.ask(Command.of("CLIENT", "LIST")).text())
                        .stream()
                        .flatMap(client -> Holder.parse(client.name()).stream())
                        .findFirst();
                if (holder.isPresent()) {
                    return holder;
                }
            }
        }
        return Optional.empty();
    }

    /** The holder's answer. */
    public static String deliver(Order order, Holder holder, NodeRef master, Access access) throws IOException {
        try (RespConnection ear = open(master, access);
                RespConnection voice = open(master, access)) {
            ear.ask(Command.of("SUBSCRIBE", holder.answerChannel())).parts();
            voice.ask(Command.of("PUBLISH", holder.orderChannel(), order.name()))
                    .number();
            return ear.next().parts().get(2).text();
        } catch (SocketTimeoutException e) {
            throw new IOException(holder + " does not answer", e);
        }
    }

    private static RespConnection open(NodeRef master, Access access) throws IOException {
        return RespConnection.open(new InetSocketAddress(master.host(), master.port()), access, PATIENCE);
    }
}
