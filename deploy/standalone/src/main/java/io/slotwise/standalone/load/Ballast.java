package io.slotwise.standalone.load;

import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import java.util.BitSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Fills memory: keys of one size, spread over the slots by their hash, as many as the wanted bytes need. It sends a bounded
 * number at once and steps back for a while after an error.
 */
final class Ballast {
    /** With its key and Redis' own overhead, one value takes about {@link #BYTES_EACH}. */
    static final int VALUE_BYTES = 4000;

    static final long BYTES_EACH = 4200;

    private static final int MOST_UNDER_WAY = 64;
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final String VALUE = "b".repeat(VALUE_BYTES);

    private final ClusterLink link;
    private final ClientErrors errors;
    /** Keys with an answer under way. */
    private final BitSet busy = new BitSet();
    /** Keys that may exist: a write was sent and no deletion acknowledged since. */
    private final BitSet possible = new BitSet();
    /** Keys that exist: a write was acknowledged and no deletion sent since. */
    private final BitSet present = new BitSet();

    private int wanted;
    private long pausedUntil = Long.MIN_VALUE;

    Ballast(ClusterLink link, ClientErrors errors) {
        this.link = link;
        this.errors = errors;
    }

    synchronized void setBytes(long bytes) {
        wanted = Math.toIntExact(bytes / BYTES_EACH);
    }

    synchronized long wantedBytes() {
        return wanted * BYTES_EACH;
    }

    /** What is in Redis for sure. */
    synchronized long presentBytes() {
        return present.cardinality() * BYTES_EACH;
    }

    /** Sends the next few writes or deletions. */
    synchronized void tick(long nowNanos) {
        if (nowNanos < pausedUntil) {
            return;
        }
        int room = MOST_UNDER_WAY - busy.cardinality();
        for (int index = nextMissing(0); room > 0 && index < wanted; index = nextMissing(index + 1), room--) {
            write(index);
        }
        for (int index = possible.nextSetBit(wanted); room > 0 && index >= 0; index = possible.nextSetBit(index + 1)) {
            if (!busy.get(index)) {
                delete(index);
                room--;
            }
        }
    }

    private int nextMissing(int from) {
        int index = present.nextClearBit(from);
        while (busy.get(index)) {
            index = present.nextClearBit(index + 1);
        }
        return index;
    }

    private void write(int index) {
        possible.set(index);
        send(index, redis -> redis.set(key(index), VALUE), () -> present.set(index));
    }

    private void delete(int index) {
        present.clear(index);
        send(index, redis -> redis.unlink(key(index)), () -> possible.clear(index));
    }

    private <T> void send(
            int index,
            Function<RedisAdvancedClusterAsyncCommands<String, String>, ? extends CompletionStage<T>> command,
            Runnable done) {
        busy.set(index);
        link.send(command).whenComplete((answer, error) -> answered(index, error, done));
    }

    private synchronized void answered(int index, Throwable error, Runnable done) {
        busy.clear(index);
        if (error == null) {
            done.run();
        } else {
            errors.add("ballast key " + key(index), error);
            pausedUntil = System.nanoTime() + PAUSE_NANOS;
        }
    }

    static String key(int index) {
        return "ballast:" + index;
    }
}
