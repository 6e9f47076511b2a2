package io.slotwise.job.move;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.RedisRefusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

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
            try (SlotOrders orders = SlotOrders.to(source, fence.access());
                    Bystanders bystanders = new Bystanders(fence.access())) {
                return work(connections, lanes, source, orders, bystanders);
            }
        } catch (LargeKeys.Found e) {
            return new Applied.Refused(e.sentence);
        } catch (RedisRefusal e) {
            return e.says("OOM command not allowed") ? outOfMemory(e) : disturbed(e);
        } catch (IOException e) {
            return disturbed(e);
        }
    }

    private Applied work(
            Connections connections, Lanes lanes, ServerInfo source, SlotOrders orders, Bystanders bystanders)
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
        HandOver handOver = new HandOver(connections, route, orders, bystanders, source, limits);
        while (watch.goOn()) {
            List<Integer> slots = queue.take(pace.window());
            if (slots.isEmpty()) {
                break;
            }
            SlotWindow window = new SlotWindow(connections, route, limits, leftovers, copy, orders);
            Optional<String> objection = move(slots, window, listing, large, handOver);
            if (objection.isPresent()) {
                return new Applied.Refused(objection.get());
            }
        }
        return Applied.OK;
    }

    /** Moves slots until held up or until a key is too large, and gives the others back. */
    private Optional<String> move(
            List<Integer> slots, SlotWindow window, SourceListing listing, LargeKeys large, HandOver handOver)
            throws IOException {
        window.begin(slots);
        Deque<SourceListing.Named> waiting = new ArrayDeque<>(listing.names(slots));
        Optional<String> objection = Optional.empty();
        while (!waiting.isEmpty() && !watch.isHeldUp()) {
            List<SourceListing.Named> next =
                    waiting.stream().limit(pace.slots()).toList();
            List<SlotListing> listings = listing.list(next);
            objection = listings.stream()
                    .flatMap(it -> large.objection(route, it.slot(), it.keys()).stream())
                    .findFirst();
            if (objection.isPresent()) {
                break;
            }
            next.forEach(waiting::remove);
            window.open(listings);
            Duration rest = pace.restAfter(
                    listings.stream().mapToLong(SlotListing::bytes).sum());
            if (rest.compareTo(LONG_REST) > 0) {
                finish(window, handOver);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
        finish(window, handOver);
        List<Integer> left = waiting.stream().map(SourceListing.Named::slot).toList();
        window.release(left);
        queue.giveBack(left);
        return objection;
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
        window.handedOver();
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
