package io.slotwise.job.move;

import io.slotwise.job.plan.Applied;
import io.slotwise.job.plan.Move;
import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Problems;
import io.slotwise.job.resp.RedisRefusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves slots in the given order, a window at a time, so that whenever it stops no more than one window is open. */
public final class SlotMover {
    private final Connections connections;
    private final MoveLimits limits;
    private final MoveWatch watch;

    private record Pair(NodeRef from, NodeRef to) {}

    public SlotMover(Connections connections, MoveLimits limits, MoveWatch watch) {
        this.connections = connections;
        this.limits = limits;
        this.watch = watch;
    }

    public Applied move(List<Move> moves, List<NodeRef> masters) {
        int next = 0;
        while (next < moves.size() && watch.goOn()) {
            int end = Math.min(moves.size(), next + limits.slotsAtOnce() * 2);
            Applied applied = moveGroups(moves.subList(next, end), masters);
            if (!applied.equals(Applied.OK)) {
                return applied;
            }
            next = end;
        }
        return Applied.OK;
    }

    private Applied moveGroups(List<Move> moves, List<NodeRef> masters) {
        Map<Pair, List<Integer>> groups = new LinkedHashMap<>();
        moves.forEach(move -> groups.computeIfAbsent(new Pair(move.from(), move.to()), pair -> new ArrayList<>())
                .add(move.slot()));
        for (Map.Entry<Pair, List<Integer>> group : groups.entrySet()) {
            List<Integer> slots = group.getValue();
            for (int i = 0; i < slots.size() && watch.goOn(); i += limits.slotsAtOnce()) {
                int end = Math.min(slots.size(), i + limits.slotsAtOnce());
                Applied applied = moveWindow(group.getKey(), slots.subList(i, end), masters);
                if (!applied.equals(Applied.OK)) {
                    return applied;
                }
            }
        }
        return Applied.OK;
    }

    private Applied moveWindow(Pair pair, List<Integer> slots, List<NodeRef> masters) {
        SlotWindow window = new SlotWindow(connections, pair.from(), pair.to(), slots, limits);
        try {
            Optional<String> objection = window.objection();
            if (objection.isPresent()) {
                return new Applied.Refused(objection.get());
            }
            long keys = window.move();
            window.handOver(masters);
            watch.moved(slots.size(), keys);
            return Applied.OK;
        } catch (RedisRefusal e) {
            return e.says("OOM command not allowed") ? outOfMemory(pair, e) : disturbed(pair, e);
        } catch (IOException e) {
            return disturbed(pair, e);
        }
    }

    private static Applied outOfMemory(Pair pair, RedisRefusal e) {
        return new Applied.Refused(pair.to().pod() + " has no memory left for the keys of "
                + pair.from().pod() + " (" + e.getMessage() + "); raise its maxmemory, then run this again to go on");
    }

    private static Applied disturbed(Pair pair, IOException e) {
        return new Applied.Disturbed(
                "moving slots from " + pair.from().pod() + " to " + pair.to().pod() + ": " + Problems.words(e));
    }
}
