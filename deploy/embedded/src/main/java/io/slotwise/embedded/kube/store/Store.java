package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;

/**
 * All objects in memory under one revision counter, with enough history that a watcher that lost its connection goes on
 * where it stood. Objects in it are shared and must not be changed: writers put copies. Every method is atomic; several
 * in a row are so inside {@link #atomically}.
 */
public final class Store {
    private static final int HISTORY = 2_000;

    private final Map<KindId, NavigableMap<String, ObjectNode>> objects = new HashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final Set<Feed> feeds = new CopyOnWriteArraySet<>();
    private long revision;
    private long forgotten;

    public synchronized <T> T atomically(Supplier<T> work) {
        return work.get();
    }

    public synchronized long revision() {
        return revision;
    }

    public synchronized Optional<ObjectNode> get(ObjectKey key) {
        return Optional.ofNullable(of(key.kind()).get(key.path()));
    }

    /** All objects of a kind, by namespace and name; of one namespace unless it is empty. */
    public synchronized List<ObjectNode> list(KindId kind, String namespace) {
        return of(kind).values().stream()
                .filter(object ->
                        namespace.isEmpty() || new Meta(object).namespace().equals(namespace))
                .toList();
    }

    /** Every object of every kind, as it stands now. */
    public synchronized Map<ObjectKey, ObjectNode> all() {
        Map<ObjectKey, ObjectNode> all = new HashMap<>();
        objects.forEach((kind, some) -> some.values().forEach(object -> all.put(key(kind, object), object)));
        return all;
    }

    /** The key of an object of that kind. */
    public static ObjectKey key(KindId kind, ObjectNode object) {
        Meta meta = new Meta(object);
        return new ObjectKey(kind, meta.namespace(), meta.name());
    }

    /** Stores a copy under the next revision and returns it. */
    public synchronized ObjectNode put(KindId kind, ObjectNode object) {
        ObjectNode stored = stamped(object);
        String path = key(kind, stored).path();
        ObjectNode before = of(kind).put(path, stored);
        publish(
                before == null
                        ? new Change.Added(kind, stored, revision)
                        : new Change.Modified(kind, before, stored, revision));
        return stored;
    }

    /** Takes an object away and returns its last state under the deletion's revision; empty when there is none. */
    public synchronized Optional<ObjectNode> remove(ObjectKey key) {
        ObjectNode before = of(key.kind()).remove(key.path());
        if (before == null) {
            return Optional.empty();
        }
        ObjectNode last = stamped(before);
        publish(new Change.Deleted(key.kind(), last, revision));
        return Optional.of(last);
    }

    /** Follows a kind from now on. */
    public synchronized Feed follow(KindId kind) {
        Feed feed = new Feed(this, kind);
        feeds.add(feed);
        return feed;
    }

    /** Follows a kind from what came after {@code since}; empty when that is no longer remembered. */
    public synchronized Optional<Feed> follow(KindId kind, long since) {
        if (since < forgotten || since > revision) {
            return Optional.empty();
        }
        Feed feed = follow(kind);
        history.stream().filter(change -> change.revision() > since).forEach(feed::offer);
        return Optional.of(feed);
    }

    void leave(Feed feed) {
        feeds.remove(feed);
    }

    /** How many watchers there are. */
    public int followers() {
        return feeds.size();
    }

    private ObjectNode stamped(ObjectNode object) {
        revision++;
        ObjectNode copy = object.deepCopy();
        new Meta(copy).node().put("resourceVersion", Long.toString(revision));
        return copy;
    }

    private void publish(Change change) {
        history.addLast(change);
        if (history.size() > HISTORY) {
            forgotten = history.removeFirst().revision();
        }
        feeds.forEach(feed -> feed.offer(change));
    }

    private NavigableMap<String, ObjectNode> of(KindId kind) {
        return objects.computeIfAbsent(kind, any -> new TreeMap<>());
    }
}
