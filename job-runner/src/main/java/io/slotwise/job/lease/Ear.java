package io.slotwise.job.lease;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.RedisRefusal;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears orders for one holder over publish and subscribe, which reaches every node of a cluster, and answers them. */
final class Ear implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FOREVER = Duration.ZERO;

    private final NodeRef node;
    private final Access access;
    private final Holder holder;
    private final Function<Order, String> orders;
    private final RespConnection connection;
    private volatile boolean hearing = true;

    Ear(NodeRef node, Access access, Holder holder, Function<Order, String> orders) throws IOException {
        this.node = node;
        this.access = access;
        this.holder = holder;
        this.orders = orders;
        this.connection = open();
        Thread thread = new Thread(this::hear, "orders");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether orders are heard, or would never be here. */
    boolean isHearing() {
        return hearing;
    }

    private RespConnection open() throws IOException {
        return RespConnection.open(new InetSocketAddress(node.host(), node.port()), access, PATIENCE);
    }

    private void hear() {
        try {
            connection.ask(Command.of("SUBSCRIBE", holder.orderChannel())).parts();
            connection.patience(FOREVER);
            while (true) {
                obey(connection.next());
            }
        } catch (RedisRefusal e) {
            LOG.atInfo()
                    .addKeyValue("answer", e.getMessage())
                    .log("This job cannot be paused or cancelled from outside");
        } catch (IOException e) {
            hearing = false;
        }
    }

    private void obey(Reply message) throws IOException {
        List<Reply> parts = message.parts();
        Optional<Order> order = parts.size() == 3 ? Order.parse(parts.get(2).text()) : Optional.empty();
        if (order.isPresent()) {
            LOG.atInfo().addKeyValue("order", order.get()).log("Order received");
            String answer = orders.apply(order.get());
            try (RespConnection voice = open()) {
                voice.ask(Command.of("PUBLISH", holder.answerChannel(), answer)).number();
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
