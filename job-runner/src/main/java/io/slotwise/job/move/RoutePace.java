package io.slotwise.job.move;

import io.slotwise.job.pace.Feeling;
import io.slotwise.job.pace.Stride;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Access;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The pace of one route, which its workers share: how many slots each takes next, and how long each rests. */
final class RoutePace implements AutoCloseable {
    private final MovePace pace;
    private final List<Probe> probes;
    private final long begin = System.nanoTime();
    private Stride stride;
    private long bytes;

    RoutePace(Route route, MovePace pace, Access access) {
        this.pace = pace;
        this.stride = pace.firstStride();
        this.probes =
                pace.isProbed() ? List.of(new Probe(route.from(), access), new Probe(route.to(), access)) : List.of();
    }

    /** How many slots are handed over together. */
    int window() {
        return pace.window();
    }

    /** How many slots to take next. */
    synchronized int slots() {
        return stride.slots();
    }

    /** Rests after slots of that many bytes as long as it takes to keep the pace. */
    void rest(long moved) {
        LockSupport.parkNanos(restAfter(moved).toNanos());
    }

    /** How long to rest after slots of that many bytes. */
    synchronized Duration restAfter(long moved) {
        bytes += moved;
        stride = stride.next(feeling());
        Duration owed = pace.bandwidth().rest(bytes, Duration.ofNanos(System.nanoTime() - begin));
        return owed.compareTo(stride.rest()) > 0 ? owed : stride.rest();
    }

    /** A breach on either side is one; calm takes both. */
    private Feeling feeling() {
        Feeling worst = Feeling.CALM;
        for (Probe probe : probes) {
            Feeling felt = probe.take(pace.maxLatency());
            if (felt == Feeling.BREACH) {
                return felt;
            }
            worst = felt == Feeling.UNKNOWN ? felt : worst;
        }
        return worst;
    }

    @Override
    public void close() {
        probes.forEach(Probe::close);
    }
}
