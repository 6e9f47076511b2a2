package io.slotwise.embedded.kube.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slotwise.embedded.kube.kind.Kinds;
import io.slotwise.embedded.kube.store.Meta;
import io.slotwise.embedded.kube.store.Nodes;
import io.slotwise.embedded.kube.store.ObjectKey;
import io.slotwise.embedded.kube.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * How objects end: at once, or, while finalizers stand or a pod still runs, marked first and gone when the last of these
 * is over.
 */
public final class Deletion {
    static final String FOREGROUND_FINALIZER = "foregroundDeletion";

    private static final long DEFAULT_GRACE_SECONDS = 30;
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final Store store;
    private final Clock clock;
    private final OwnerGarbage garbage;
    private final BiConsumer<ObjectKey, ObjectNode> afterwards;

    /**
     * How objects end in that store.
     *
     * @param afterwards learns of each object that is gone
     */
    public Deletion(Store store, Clock clock, BiConsumer<ObjectKey, ObjectNode> afterwards) {
        this.store = store;
        this.clock = clock;
        this.afterwards = afterwards;
        this.garbage = new OwnerGarbage(store, this);
    }

    /** What cleans up after owners. */
    public OwnerGarbage garbage() {
        return garbage;
    }

    /**
     * Deletes an object, or marks it for deletion, and returns its last or present state.
     *
     * @throws Refusal when it does not exist or is not the one that was meant
     */
    public ObjectNode delete(ObjectKey key, DeleteOptions options) {
        return store.atomically(() -> {
            ObjectNode before = store.get(key).orElseThrow(() -> Refusal.notFound(key.kind(), key.name()));
            check(key, before, options);
            if (options.durability() == Durability.TRIED) {
                return before;
            }
            return delete(key, before, options);
        });
    }

    private static void check(ObjectKey key, ObjectNode object, DeleteOptions options) {
        Meta meta = new Meta(object);
        boolean sameUid = options.uid().isEmpty() || options.uid().equals(meta.uid());
        boolean sameVersion =
                options.resourceVersion().isEmpty() || options.resourceVersion().equals(meta.resourceVersion());
        if (!sameUid || !sameVersion) {
            throw Refusal.conflict(key.kind(), key.name(), "Precondition failed: the object is another one by now");
        }
    }

    private ObjectNode delete(ObjectKey key, ObjectNode before, DeleteOptions options) {
        if (options.propagation() == Propagation.ORPHAN) {
            garbage.orphan(new Meta(before).uid());
        }
        ObjectNode marked = before.deepCopy();
        Meta meta = new Meta(marked);
        mark(key, meta, options);
        if (options.propagation() == Propagation.FOREGROUND
                && !meta.finalizers().contains(FOREGROUND_FINALIZER)) {
            List<String> finalizers = new ArrayList<>(meta.finalizers());
            finalizers.add(FOREGROUND_FINALIZER);
            meta.finalizers(finalizers);
        }
        if (options.propagation() == Propagation.FOREGROUND) {
            ObjectNode stored = marked.equals(before) ? before : store.put(key.kind(), marked);
            garbage.deleteOwnedBy(meta.uid(), options.propagation());
            garbage.endForeground(meta.uid());
            return store.get(key).orElse(stored);
        }
        return settle(key, before, marked);
    }

    private void mark(ObjectKey key, Meta meta, DeleteOptions options) {
        long grace = grace(key, meta.object(), options);
        boolean sooner = grace < meta.node().path("deletionGracePeriodSeconds").asLong(Long.MAX_VALUE);
        if (!meta.isDeleting() || sooner) {
            Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(grace);
            meta.node().put("deletionTimestamp", end.toString()).put("deletionGracePeriodSeconds", grace);
        }
    }

    /** Seconds; above 0 only for a pod that runs on a node, whose agent then ends it. */
    private static long grace(ObjectKey key, ObjectNode object, DeleteOptions options) {
        boolean runs = key.kind().equals(Kinds.PODS)
                && !Nodes.text(object, "spec.nodeName").isEmpty()
                && !ENDED.contains(Nodes.text(object, "status.phase"));
        return runs
                ? options.grace()
                        .orElse(Nodes.at(object, "spec.terminationGracePeriodSeconds")
                                .asLong(DEFAULT_GRACE_SECONDS))
                : 0;
    }

    /** Stores a changed object, or takes it away when it is marked and nothing holds it; returns its last state. */
    ObjectNode settle(ObjectKey key, ObjectNode before, ObjectNode after) {
        boolean namespace = key.kind().equals(Kinds.NAMESPACES);
        if (isHeld(after) || namespace) {
            ObjectNode stored = after.equals(before) ? before : store.put(key.kind(), after);
            return namespace && !isHeld(stored) && emptied(key.name()) ? end(key, stored) : stored;
        }
        return end(key, after);
    }

    private static boolean isHeld(ObjectNode object) {
        Meta meta = new Meta(object);
        return !meta.isDeleting()
                || !meta.finalizers().isEmpty()
                || meta.node().path("deletionGracePeriodSeconds").asLong(0) > 0;
    }

    private ObjectNode end(ObjectKey key, ObjectNode object) {
        ObjectNode last = store.remove(key).orElse(object);
        garbage.afterRemoval(last);
        afterwards.accept(key, last);
        finishNamespace(key.namespace());
        return last;
    }

    /** Deletes what is in a namespace; true when nothing of it is left. */
    private boolean emptied(String namespace) {
        contents(namespace)
                .filter(key -> store.get(key)
                        .filter(object -> !new Meta(object).isDeleting())
                        .isPresent())
                .toList()
                .forEach(key -> {
                    if (store.get(key).isPresent()) {
                        delete(key, DeleteOptions.NOW);
                    }
                });
        return contents(namespace).findAny().isEmpty();
    }

    private Stream<ObjectKey> contents(String namespace) {
        return store.all().keySet().stream().filter(key -> key.namespace().equals(namespace));
    }

    /** Lets a namespace go that waited for its last object. */
    private void finishNamespace(String namespace) {
        ObjectKey key = new ObjectKey(Kinds.NAMESPACES, "", namespace);
        if (!namespace.isEmpty()) {
            store.get(key)
                    .filter(object -> new Meta(object).isDeleting())
                    .ifPresent(object -> settle(key, object, object));
        }
    }
}
