package io.slotwise.standalone.load;

import io.lettuce.core.RestoreArgs;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Puts the base data set, the lists to sort and each ledger key's first write into a cluster; what is there is replaced. */
final class Loading {
    private final ClusterLink link;
    private final Window window = new Window();
    private final ClientErrors errors = new ClientErrors();

    Loading(ClusterLink link) {
        this.link = link;
    }

    /**
     * Loads and waits for the last answer.
     *
     * @throws IllegalStateException when Redis refuses a key or does not answer in time
     */
    void load(BaseData base, SortLists lists, Ledger ledger) {
        load(base);
        load(lists);
        load(ledger);
        window.awaitAll();
        if (errors.count() > 0) {
            throw new IllegalStateException("cannot load the data set; " + errors.count()
                    + " keys failed, the first ones: " + String.join("; ", errors.first()));
        }
    }

    private void load(BaseData base) {
        for (int index = 0; index < base.keys(); index++) {
            String key = BaseData.key(index);
            String value = base.value(index);
            window.send(() -> link.send(redis -> redis.set(key, value)), (answer, error) -> keep(key, error));
        }
    }

    /** All lists are the same, so one is made and the others are copies; that spares the client a million elements. */
    private void load(SortLists lists) {
        byte[] dump = dump(lists.key(0));
        for (int index = 1; index < SortLists.COUNT; index++) {
            String key = lists.key(index);
            window.send(
                    () -> link.send(redis -> redis.restore(key, dump, new RestoreArgs().replace())),
                    (answer, error) -> keep(key, error));
        }
    }

    /** So that all its keys count from the begin, however slow the stream is. */
    private void load(Ledger ledger) {
        for (int left = ledger.size(); left > 0; left--) {
            ledger.nextWrite().ifPresent(write -> write(ledger, write));
        }
    }

    private void write(Ledger ledger, Ledger.Write write) {
        window.send(() -> link.send(redis -> redis.set(write.key(), write.value())), (answer, error) -> {
            if (error == null) {
                ledger.acknowledged(write, Optional.empty());
            }
            keep(write.key(), error);
        });
    }

    private byte[] dump(String list) {
        try {
            return link.send(redis -> redis.del(list))
                    .thenCompose(deleted -> link.send(redis -> redis.rpush(list, SortLists.elements())))
                    .thenCompose(length -> link.send(redis -> redis.dump(list)))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "cannot make the list " + list + ": "
                            + ClientErrors.unwrapped(e).getMessage(),
                    e);
        }
    }

    private void keep(String key, Throwable error) {
        if (error != null) {
            errors.add(key, error);
        }
    }
}
