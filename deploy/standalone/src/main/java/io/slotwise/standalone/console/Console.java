package io.slotwise.standalone.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.slotwise.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live console: a web page that shows each cluster, what was decided about it and why, and what is being done. */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final TopicReader reader;
    private final URI url;

    private Console(HttpServer server, ExecutorService threads, TopicReader reader, URI url) {
        this.server = server;
        this.threads = threads;
        this.reader = reader;
        this.url = url;
    }

    /**
     * Starts to read and to serve. It need not find Kafka nor its topics: it waits for them, and says so on the page.
     *
     * @throws UncheckedIOException with a sentence when the address cannot be listened on
     */
    public static Console start(ConsoleConfig config) {
        Clock clock = Clock.systemUTC();
        Hub hub = new Hub(config.limits(), clock);
        HttpServer server = bind(config);
        ExecutorService threads = threads();
        server.setExecutor(threads);
        Pages pages = new Pages(config.pages());
        Guard guard = new Guard(server.getAddress().getAddress());
        route(server, guard, "/", exchange -> page(exchange, pages));
        route(server, guard, "/api/state", exchange -> state(exchange, hub));
        route(server, guard, "/api/events", new EventStream(hub, clock));
        TopicReader reader = new TopicReader(config, hub, clock);
        server.start();
        reader.start();
        Console console = new Console(server, threads, reader, url(server));
        LOG.atInfo().addKeyValue("url", console.url).log("Console is open");
        return console;
    }

    /** Where the page is. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        reader.close();
        threads.shutdownNow();
        server.stop(0);
    }

    private static HttpServer bind(ConsoleConfig config) {
        try {
            return HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the console cannot listen on " + config.host() + ":" + config.port() + " (" + e.getMessage()
                            + "); is another one running? Choose another port with --port.",
                    e);
        }
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "console-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void route(HttpServer server, Guard guard, String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(guard);
    }

    private static void page(HttpExchange exchange, Pages pages) throws IOException {
        Optional<Pages.Page> page = pages.at(exchange.getRequestURI().getPath());
        if (page.isPresent()) {
            Responses.send(exchange, 200, page.get().type(), page.get().bytes());
        } else {
            Responses.sentence(exchange, 404, "There is nothing here; the console is at /.");
        }
    }

    private static void state(HttpExchange exchange, Hub hub) throws IOException {
        Responses.send(exchange, 200, "application/json", Json.bytes(hub.snapshot()));
    }

    private static URI url(HttpServer server) {
        InetSocketAddress address = server.getAddress();
        String host =
                address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress()
                        ? "localhost"
                        : address.getHostString();
        return URI.create("http://" + host + ":" + address.getPort() + "/");
    }
}
