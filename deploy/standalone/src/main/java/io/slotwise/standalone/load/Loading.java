package io.slotwise.standalone.load;

import io.lettuce.core.RestoreArgs;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/** Puts the base data set and the lists to sort into a cluster; what is there already is written again. */
final class Loading {
    private final ClusterLink link;
    private final Window window = new Window();
    private final AtomicReference<Throwable> firstError = new AtomicReference<>();

    Loading(ClusterLink link) {
        this.link = link;
    }

    /**
     * Loads and waits for the last answer.
     *
     * @throws IllegalStateException when Redis refuses a key or does not answer in time
     */
    void load(BaseData base, SortLists lists) {
        for (int index = 0; index < base.keys(); index++) {
            String key = BaseData.key(index);
            String value = base.value(index);
            window.send(() -> link.send(redis -> redis.set(key, value)), (answer, error) -> keep(error));
        }
        load(lists);
        window.awaitAll();
        Throwable error = firstError.get();
        if (error != null) {
            throw failed(error);
        }
    }

    private static IllegalStateException failed(Throwable error) {
        Throwable cause = ClientErrors.unwrapped(error);
        return new IllegalStateException("cannot load the base data set: " + cause.getMessage(), cause);
    }

    /** All lists are the same, so one is made and the others are copies; that spares the client a million elements. */
    private void load(SortLists lists) {
        String first = lists.key(0);
        byte[] dump = dump(first);
        for (int index = 1; index < SortLists.COUNT; index++) {
            String key = lists.key(index);
            window.send(
                    () -> link.send(redis -> redis.restore(key, dump, new RestoreArgs().replace())),
                    (answer, error) -> keep(error));
        }
    }

    private byte[] dump(String list) {
        try {
            return link.send(redis -> redis.del(list))
                    .thenCompose(deleted -> link.send(redis -> redis.rpush(list, SortLists.elements())))
                    .thenCompose(length -> link.send(redis -> redis.dump(list)))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw failed(e);
        }
    }

    private void keep(Throwable error) {
        if (error != null) {
            firstError.compareAndSet(null, error);
        }
    }
}
