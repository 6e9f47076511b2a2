package io.slotwise.embedded.kube.http;

import io.slotwise.embedded.kube.PodLogs;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.rest.Admissions;
import io.slotwise.embedded.kube.rest.Creation;
import io.slotwise.embedded.kube.rest.Deletion;
import io.slotwise.embedded.kube.rest.Update;
import io.slotwise.embedded.kube.store.Store;
import java.util.function.Supplier;

/** The API over HTTP, put together. */
public final class KubeServer implements AutoCloseable {
    private final ApiServer server;

    private KubeServer(ApiServer server) {
        this.server = server;
    }

    /**
     * Starts serving on loopback.
     *
     * @param port 0 for any that is free
     */
    public static KubeServer start(
            int port,
            Store store,
            Kinds kinds,
            Creation creation,
            Update update,
            Deletion deletion,
            Admissions admissions,
            Supplier<PodLogs> logs) {
        Objects objects = new Objects(store, creation, update, deletion, admissions, new Logs(store, logs));
        Router router = new Router(kinds, new Discovery(kinds), objects);
        return new KubeServer(ApiServer.start(port, router::answer));
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
