package io.slotwise.streams.history;

import io.slotwise.model.ClusterKey;
import io.slotwise.streams.replay.Heard;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What a tape holds of one cluster: the one that is asked for, or else the only one that there is. */
public final class OneCluster implements Tape {
    private final Tape tape;
    private final boolean chosen;
    private Optional<ClusterKey> cluster;
    private Optional<Heard> next = Optional.empty();

    /** @param cluster the one that is asked for; absent when there must be but one */
    public OneCluster(Tape tape, Optional<ClusterKey> cluster) {
        this.tape = tape;
        this.cluster = cluster;
        this.chosen = cluster.isPresent();
    }

    /** @throws IllegalArgumentException when there is a second cluster and none was asked for */
    @Override
    public boolean hasNext() {
        while (next.isEmpty() && tape.hasNext()) {
            Heard heard = tape.next();
            ClusterKey key = key(heard);
            if (cluster.isEmpty()) {
                cluster = Optional.of(key);
            }
            if (cluster.get().equals(key)) {
                next = Optional.of(heard);
            } else if (!chosen) {
                throw new IllegalArgumentException("the history has more than one cluster, " + cluster.get() + " and "
                        + key + "; choose one with --cluster");
            }
        }
        return next.isPresent();
    }

    private static ClusterKey key(Heard heard) {
        return heard instanceof Heard.Tick tick
                ? tick.sample().cluster()
                : ((Heard.Word) heard).cluster().cluster();
    }

    @Override
    public Heard next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the history has ended");
        }
        Heard heard = next.orElseThrow();
        next = Optional.empty();
        return heard;
    }

    @Override
    public void close() {
        tape.close();
    }
}
