package io.slotwise.embedded.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;

/**
 * All objects in memory under one revision counter, with enough history that a watcher that lost its connection goes on
 * where it stood. Objects in it are shared and must not be changed: writers put copies. Every method is atomic; several
 * in a row are so inside {@link #atomically}.
 */
public final class Store {
    private static final int HISTORY = 2_000;

    private final Map<KindId, Shelf> objects = new HashMap<>();
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
        return of(key.kind()).get(key.path());
    }

    /** All objects of a kind, by namespace and name; of one namespace unless it is empty. */
    public List<ObjectNode> list(KindId kind, String namespace) {
        return list(kind, namespace, Selector.ALL);
    }

    /** Those of them that are selected. */
    public synchronized List<ObjectNode> list(KindId kind, String namespace, Selector selector) {
        return of(kind).candidates(namespace, selector.labels()).stream()
                .filter(selector::matches)
                .toList();
    }

    /** Every object of every kind, as it stands now. */
    public synchronized Map<ObjectKey, ObjectNode> all() {
        Map<ObjectKey, ObjectNode> all = new HashMap<>();
        objects.forEach((kind, some) -> some.all().forEach(object -> all.put(key(kind, object), object)));
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
        publish(of(kind).put(path, stored)
                .<Change>map(before -> new Change.Modified(kind, before, stored, revision))
                .orElseGet(() -> new Change.Added(kind, stored, revision)));
        return stored;
    }

    /** Takes an object away and returns its last state under the deletion's revision; empty when there is none. */
    public synchronized Optional<ObjectNode> remove(ObjectKey key) {
        Optional<ObjectNode> last = of(key.kind()).remove(key.path()).map(this::stamped);
        last.ifPresent(object -> publish(new Change.Deleted(key.kind(), object, revision)));
        return last;
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

    private Shelf of(KindId kind) {
        return objects.computeIfAbsent(kind, any -> new Shelf());
    }
}
