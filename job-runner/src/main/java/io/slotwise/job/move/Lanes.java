package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Access;
import io.slotwise.job.resp.RespConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Several connections to one source: each watches the keys of one slot, since a transaction ends all watching of its own. */
final class Lanes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InetSocketAddress address;
    private final Access access;
    private final List<RespConnection> open = new ArrayList<>();

    Lanes(NodeRef source, Access access) {
        this.address = new InetSocketAddress(source.host(), source.port());
        this.access = access;
    }

    RespConnection lane(int index) throws IOException {
        while (open.size() <= index) {
            open.add(RespConnection.open(address, access, PATIENCE));
        }
        return open.get(index);
    }

    @Override
    public void close() {
        open.forEach(RespConnection::close);
        open.clear();
    }
}
