package io.slotwise.job.move;

import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Connections;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries what a source still holds of migrating slots, until it has been seen without a key of them while it is master. */
final class Emptying {
    /** Listings of one window's keys; each names 5,000 keys or so while there are that many. */
    private static final int MOST_ROUNDS = 1000;

    private final Route route;
    private final SourceKeys source;
    private final LargeKeys large;
    private final Migration migration;
    private final MoveLimits limits;

    Emptying(Connections connections, Route route, MoveLimits limits) {
        this.route = route;
        this.large = new LargeKeys(connections, limits);
        this.source = new SourceKeys(connections, route.from());
        this.migration = new Migration(connections, route.from(), route.to(), limits);
        this.limits = limits;
    }

    /** How many keys went over. */
    long empty(List<Integer> slots) throws IOException {
        long moved = 0;
        Map<Integer, List<Batch.Key>> keys = source.list(slots);
        for (int round = 0; !keys.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw new IOException("slots " + keys.keySet() + " do not run empty");
            }
            for (Map.Entry<Integer, List<Batch.Key>> entry : keys.entrySet()) {
                moved += carry(entry.getKey(), entry.getValue());
            }
            keys = source.list(slots);
        }
        return moved;
    }

    private long carry(int slot, List<Batch.Key> keys) throws IOException {
        Optional<String> objection = large.objection(route, slot, keys);
        if (objection.isPresent()) {
            throw new LargeKeys.Found(objection.get());
        }
        List<Batch.Key> smallFirst =
                keys.stream().sorted(Comparator.comparingLong(Batch.Key::bytes)).toList();
        for (Batch batch : Batch.cut(slot, smallFirst, limits)) {
            migration.carry(batch);
        }
        return smallFirst.size();
    }
}
