package io.slotwise.embedded.kube.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.rest.Address;
import io.slotwise.embedded.kube.rest.Refusal;
import io.slotwise.embedded.kube.store.Change;
import io.slotwise.embedded.kube.store.Feed;
import io.slotwise.embedded.kube.store.Nodes;
import io.slotwise.embedded.kube.store.Selector;
import io.slotwise.embedded.kube.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A watch as a stream of lines, each a JSON event. It ends after its time; clients then go on with a new one. A bookmark
 * comes first where nothing else does, since fabric8's client takes a watch for open with its first line only.
 */
final class WatchStream {
    private static final Duration BOOKMARK_PACE = Duration.ofSeconds(10);
    private static final long DEFAULT_SECONDS = 300;

    private final Feed feed;
    private final Selector selector;
    private final Representation representation;
    private final Address address;
    private final Call call;

    private WatchStream(Feed feed, Selector selector, Address address, Call call) {
        this.feed = feed;
        this.selector = selector;
        this.representation = Representation.of(call, address.kind(), address.version());
        this.address = address;
        this.call = call;
    }

    /**
     * Begins to follow at once, so that nothing is missed until the first byte is written.
     *
     * @throws Refusal when the client asks for history that is gone
     */
    static Reply open(Store store, Address address, Selector selector, Call call) {
        String since = call.parameter("resourceVersion");
        boolean fromNow = since.isEmpty() || since.equals("0") || call.flag("sendInitialEvents");
        return store.atomically(() -> {
            List<ObjectNode> present =
                    fromNow ? store.list(address.kind().id(), address.namespace(), selector) : List.of();
            Feed feed = fromNow
                    ? store.follow(address.kind().id())
                    : store.follow(address.kind().id(), call.number("resourceVersion", Long.MAX_VALUE))
                            .orElseThrow(() -> Refusal.expired(since));
            WatchStream stream = new WatchStream(feed, selector, address, call);
            List<ObjectNode> first = new ArrayList<>();
            present.forEach(object -> first.add(event("ADDED", stream.representation.one(object))));
            if (call.flag("sendInitialEvents")) {
                first.add(stream.bookmark(store.revision(), "true"));
            } else if (first.isEmpty()) {
                stream.bookmark().ifPresent(first::add);
            }
            return new Reply.Stream("application/json", out -> stream.write(first, out));
        });
    }

    private void write(List<ObjectNode> first, OutputStream out) throws IOException, InterruptedException {
        try (feed) {
            for (ObjectNode event : first) {
                line(out, event);
            }
            out.flush();
            follow(out);
        }
    }

    private void follow(OutputStream out) throws IOException, InterruptedException {
        long end = System.nanoTime()
                + Duration.ofSeconds(call.number("timeoutSeconds", DEFAULT_SECONDS))
                        .toNanos();
        while (feed.isOpen() && System.nanoTime() < end) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Optional<Change> change = feed.next(left.compareTo(BOOKMARK_PACE) < 0 ? left : BOOKMARK_PACE);
            Optional<ObjectNode> event = change.isPresent() ? change.flatMap(this::event) : bookmark();
            if (event.isPresent()) {
                line(out, event.get());
                out.flush();
            }
        }
    }

    private Optional<ObjectNode> bookmark() {
        return call.flag("allowWatchBookmarks")
                ? feed.caughtUpWith().stream()
                        .mapToObj(revision -> bookmark(revision, ""))
                        .findFirst()
                : Optional.empty();
    }

    private ObjectNode bookmark(long revision, String initialEventsEnd) {
        ObjectNode object = Nodes.object()
                .put("kind", address.kind().kind())
                .put("apiVersion", address.kind().apiVersion(address.version()));
        ObjectNode meta = object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        if (!initialEventsEnd.isEmpty()) {
            meta.putObject("annotations").put("k8s.io/initial-events-end", initialEventsEnd);
        }
        return event("BOOKMARK", object);
    }

    /** What the change is to this watcher: an object may come into what it selects, or leave it. */
    private Optional<ObjectNode> event(Change change) {
        boolean now = !(change instanceof Change.Deleted) && selector.matches(change.object());
        boolean before = change instanceof Change.Modified modified
                ? selector.matches(modified.before())
                : change instanceof Change.Deleted && selector.matches(change.object());
        if (!now && !before) {
            return Optional.empty();
        }
        String type = now ? before ? "MODIFIED" : "ADDED" : "DELETED";
        return Optional.of(event(type, representation.one(change.object())));
    }

    private static ObjectNode event(String type, ObjectNode object) {
        ObjectNode event = Nodes.object().put("type", type);
        event.set("object", object);
        return event;
    }

    private static void line(OutputStream out, ObjectNode event) throws IOException {
        out.write((Nodes.text(event) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
