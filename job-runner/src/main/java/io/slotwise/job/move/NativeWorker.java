package io.slotwise.job.move;

import io.slotwise.job.atomic.NativeEngine;
import io.slotwise.job.atomic.NativeMove;
import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the servers of a route move its slots themselves, a batch at a time. Slots that it leaves in the queue are for
 * another engine: all of them where the servers cannot, the rest after a failure.
 */
final class NativeWorker implements Callable<Applied> {
    private static final Logger LOG = LoggerFactory.getLogger(NativeWorker.class);

    /** Slots that are added to a batch, or taken from it, at once; fewer would not shorten it by much. */
    private static final int UNIT = 16;

    private final Route route;
    private final SlotQueue queue;
    private final Turns turns;
    private final Fence fence;
    private final MoveLimits limits;
    private final MoveWatch watch;

    NativeWorker(Route route, SlotQueue queue, Turns turns, Fence fence, MoveLimits limits, MoveWatch watch) {
        this.route = route;
        this.queue = queue;
        this.turns = turns;
        this.fence = fence;
        this.limits = limits;
        this.watch = watch;
    }

    @Override
    public Applied call() {
        try (Connections connections = new Connections(fence.access())) {
            Leftovers leftovers =
                    Leftovers.read(connections, route, CopyMark.of(ServerInfo.of(connections, route.from())));
            if (queue.holds(leftovers::isOpen)) {
                return Applied.OK; // a server refuses slots that are open
            }
            Optional<NativeEngine> engine = NativeEngine.find(connections, route, limits.silence());
            if (engine.isPresent() && limits.engine().takesNative(engine.get().noticesFailovers())) {
                return workAround(connections, engine.get());
            }
            return limits.engine() == Engine.NATIVE ? unknown() : Applied.OK;
        } catch (IOException e) {
            return new Applied.Disturbed("moving slots from " + route + ": " + Problems.words(e));
        }
    }

    private Applied unknown() {
        return new Applied.Refused("--engine native cannot be: " + route.from().pod() + " and "
                + route.to().pod() + " do not both know CLUSTER MIGRATESLOTS, or both CLUSTER MIGRATION, or this"
                + " user may not use it; leave --engine away");
    }

    /** What the servers would not survive to move by themselves is left in the queue. */
    private Applied workAround(Connections connections, NativeEngine engine) throws IOException {
        List<Integer> barred = queue.takeAll(engine.barred(queue.waiting()));
        try {
            return work(connections, engine);
        } finally {
            queue.giveBack(barred);
        }
    }

    private Applied work(Connections connections, NativeEngine engine) throws IOException {
        SlotFreight freight = new SlotFreight(connections, route.from());
        NativeMove move = new NativeMove(engine, watch::goOn);
        try (RoutePace pace =
                new RoutePace(route, limits.pace().withWindow(engine.most().slots() / UNIT), fence.access())) {
            while (watch.goOn()) {
                List<Integer> slots = queue.take(pace.slots() * UNIT);
                if (slots.isEmpty()) {
                    return Applied.OK;
                }
                List<Long> keysEach = freight.keys(slots);
                List<Integer> batch = engine.most().firstOf(slots, keysEach);
                queue.giveBack(slots.subList(batch.size(), slots.size()));
                long keys = keysEach.stream()
                        .limit(batch.size())
                        .mapToLong(Long::longValue)
                        .sum();
                Optional<String> failure = move(connections, engine, move, batch);
                if (failure.isPresent()) {
                    queue.giveBack(batch);
                    LOG.atWarn()
                            .addKeyValue("route", route)
                            .addKeyValue("problem", failure.get())
                            .log("The server's own migration failed; going on without it");
                    return Applied.OK;
                }
                watch.moved(batch.size(), keys);
                pace.rest(freight.bytes(keys));
            }
            return Applied.OK;
        } finally {
            tell(move.longestPause());
        }
    }

    /** A probe cannot feel it, since only writes wait. */
    private void tell(Duration pause) {
        if (limits.pace().isProbed() && pause.compareTo(limits.pace().maxLatency()) > 0) {
            LOG.atInfo()
                    .addKeyValue("route", route)
                    .addKeyValue("millis", pause.toMillis())
                    .log("Writes stood still while the servers handed slots over by themselves; hz 100 at both shortens"
                            + " that, --engine migrate avoids it");
        }
    }

    /** Why it failed, if it did. */
    private Optional<String> move(Connections connections, NativeEngine engine, NativeMove move, List<Integer> slots)
            throws IOException {
        Turns.Turn turn = turns.take(engine.busy());
        try {
            fence.confirm(route.from());
            fence.confirm(route.to());
            Marks.tryRemove(slots, route.from(), connections);
            return move.run(slots);
        } finally {
            turn.end();
        }
    }
}
