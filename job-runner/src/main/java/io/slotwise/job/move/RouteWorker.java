package io.slotwise.job.move;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.RedisRefusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Moves slots of one route, a window at a time, on connections of its own. */
final class RouteWorker implements Callable<Applied> {
    /** Slots are not left open for so long. */
    private static final Duration LONG_REST = Duration.ofMillis(100);

    private final Route route;
    private final SlotQueue queue;
    private final RoutePace pace;
    private final List<NodeRef> masters;
    private final Fence fence;
    private final MoveLimits limits;
    private final MoveWatch watch;

    RouteWorker(
            Route route,
            SlotQueue queue,
            RoutePace pace,
            List<NodeRef> masters,
            Fence fence,
            MoveLimits limits,
            MoveWatch watch) {
        this.route = route;
        this.queue = queue;
        this.pace = pace;
        this.masters = masters;
        this.fence = fence;
        this.limits = limits;
        this.watch = watch;
    }

    @Override
    public Applied call() {
        try (Connections connections = new Connections(fence.access());
                Lanes lanes = new Lanes(route.from(), fence.access())) {
            ServerInfo source = ServerInfo.of(connections, route.from());
            try (SlotOrders orders = SlotOrders.to(source, fence.access())) {
                return work(connections, lanes, source, orders);
            }
        } catch (RedisRefusal e) {
            return e.says("OOM command not allowed") ? outOfMemory(e) : disturbed(e);
        } catch (IOException e) {
            return disturbed(e);
        }
    }

    private Applied work(Connections connections, Lanes lanes, ServerInfo source, SlotOrders orders)
            throws IOException {
        if (limits.engine() == Engine.COPY && !source.canSetSlotInScripts()) {
            return cannotCopy(source);
        }
        CopyMark mark = CopyMark.of(source);
        Leftovers leftovers = Leftovers.read(connections, route, mark);
        Copying copying = new Copying();
        SourceListing listing = new SourceListing(
                lanes, limits, slot -> source.canSetSlotInScripts() && !leftovers.isOpen(slot), copying);
        LargeKeys large = new LargeKeys(connections, limits); // some may have grown since the move began
        SlotCopy copy = new SlotCopy(connections, route, mark, copying);
        HandOver handOver = new HandOver(connections, route, orders, source, limits);
        Supplier<SlotWindow> windows = () -> new SlotWindow(connections, route, limits, leftovers, copy, orders);
        SlotWindow window = windows.get();
        while (!window.slots().isEmpty() || watch.goOn()) {
            List<Integer> slots = queue.take(
                    Math.min(pace.slots(), pace.window() - window.slots().size()));
            if (slots.isEmpty()) {
                break;
            }
            List<SlotListing> listings = listing.list(slots);
            Optional<String> objection = listings.stream()
                    .flatMap(it -> large.objection(route, it.slot(), it.keys()).stream())
                    .findFirst();
            if (objection.isPresent()) {
                finish(window, handOver);
                return new Applied.Refused(objection.get());
            }
            window.open(listings);
            Duration rest = pace.restAfter(
                    listings.stream().mapToLong(SlotListing::bytes).sum());
            if (window.slots().size() >= pace.window() || rest.compareTo(LONG_REST) > 0 || watch.isHeldUp()) {
                finish(window, handOver);
                window = windows.get();
            }
            LockSupport.parkNanos(rest.toNanos());
        }
        finish(window, handOver);
        return Applied.OK;
    }

    private void finish(SlotWindow window, HandOver handOver) throws IOException {
        if (window.slots().isEmpty()) {
            return;
        }
        window.empty();
        fence.confirm(route.from());
        fence.confirm(route.to());
        handOver.of(window.slots(), masters);
        watch.moved(window.slots().size(), window.keys());
    }

    private Applied cannotCopy(ServerInfo source) {
        return new Applied.Refused("--engine copy cannot be: " + route.from().pod() + " is " + source.server()
                + ", whose CLUSTER SETSLOT must not stand in a transaction; leave --engine away");
    }

    private Applied outOfMemory(RedisRefusal e) {
        return new Applied.Refused(route.to().pod() + " has no memory left for the keys of "
                + route.from().pod() + " (" + e.getMessage() + "); raise its maxmemory, then run this again to go on");
    }

    private Applied disturbed(IOException e) {
        return new Applied.Disturbed("moving slots from " + route + ": " + Problems.words(e));
    }
}
