package io.slotwise.job.move;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.Move;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Moves slots, on all routes at once, each route in the given order. Whenever it stops, no more than the windows that were
 * on their way are open.
 */
public final class SlotMover {
    private final Fence fence;
    private final MoveLimits limits;
    private final MoveWatch watch;

    public SlotMover(Fence fence, MoveLimits limits, MoveWatch watch) {
        this.fence = fence;
        this.limits = limits;
        this.watch = watch;
    }

    public Applied move(List<Move> moves, List<NodeRef> masters) {
        Map<Route, List<Integer>> routes = new LinkedHashMap<>();
        moves.forEach(move -> routes.computeIfAbsent(new Route(move.from(), move.to()), route -> new ArrayList<>())
                .add(move.slot()));
        try {
            Set<NodeRef> ends = new LinkedHashSet<>();
            routes.keySet().forEach(route -> ends.addAll(List.of(route.from(), route.to())));
            return new SlotMover(fence.forStep(ends), limits, watch).move(routes, masters);
        } catch (IOException e) {
            return new Applied.Disturbed("cutting off what may still be on its way: " + Problems.words(e));
        }
    }

    private Applied move(Map<Route, List<Integer>> routes, List<NodeRef> masters) {
        TeamWatch team = new TeamWatch(watch);
        Map<Route, SlotQueue> queues = new LinkedHashMap<>();
        routes.forEach((route, slots) -> queues.put(route, new SlotQueue(slots)));
        Applied natively = limits.engine().triesNative() ? natively(queues, team) : Applied.OK;
        if (!natively.equals(Applied.OK) || !team.goOn()) {
            return natively;
        }
        Applied objection = objection(queues);
        return objection.equals(Applied.OK) ? keyByKey(queues, masters, team) : objection;
    }

    /** What it leaves in the queues is for the other engines. */
    private Applied natively(Map<Route, SlotQueue> queues, TeamWatch team) {
        Turns turns = new Turns();
        List<Callable<Applied>> workers = new ArrayList<>();
        queues.forEach((route, queue) -> {
            NativeWorker worker = new NativeWorker(route, queue, turns, fence, limits, team);
            workers.add(() -> team.heed(worker.call()));
        });
        return together(workers);
    }

    private Applied objection(Map<Route, SlotQueue> queues) {
        try (Connections connections = new Connections(fence.access())) {
            LargeKeys large = new LargeKeys(connections, limits);
            for (Map.Entry<Route, SlotQueue> route : queues.entrySet()) {
                if (route.getValue().isEmpty()) {
                    continue;
                }
                Optional<String> objection = Databases.objection(route.getKey().from(), connections);
                if (objection.isEmpty()) {
                    objection = large.objection(route.getKey(), route.getValue().waiting());
                }
                if (objection.isPresent()) {
                    return new Applied.Refused(objection.get());
                }
            }
            return Applied.OK;
        } catch (IOException e) {
            return new Applied.Disturbed("looking for what cannot be moved: " + Problems.words(e));
        }
    }

    private Applied keyByKey(Map<Route, SlotQueue> queues, List<NodeRef> masters, TeamWatch team) {
        List<RoutePace> paces = new ArrayList<>();
        try {
            List<Callable<Applied>> workers = new ArrayList<>();
            queues.forEach((route, queue) -> {
                if (queue.isEmpty()) {
                    return;
                }
                RoutePace pace = new RoutePace(route, limits.pace(), fence.access());
                paces.add(pace);
                for (int i = 0; i < limits.workersOf(queues.size()); i++) {
                    RouteWorker worker = new RouteWorker(route, queue, pace, masters, fence, limits, team);
                    workers.add(() -> team.heed(worker.call()));
                }
            });
            return workers.isEmpty() ? Applied.OK : together(workers);
        } finally {
            paces.forEach(RoutePace::close);
        }
    }

    private static Applied together(List<Callable<Applied>> workers) {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Future<Applied>> results = threads.invokeAll(workers);
            Applied worst = Applied.OK;
            for (Future<Applied> result : results) {
                worst = worse(worst, result.get());
            }
            return worst;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** A refusal says most, and the first of two failures. */
    private static Applied worse(Applied one, Applied other) {
        if (one instanceof Applied.Refused || other instanceof Applied.Accepted) {
            return one;
        }
        return one instanceof Applied.Disturbed && other instanceof Applied.Disturbed ? one : other;
    }
}
