package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.RedisRefusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Makes a destination the owner of emptied slots: there first, then at the source, then in the other masters' tables.
 *
 * <p>A destination that stands still with this order in its ears, for so long that a replica takes over from it, must not
 * carry it out when it wakes: with the slots it would take an epoch as high as its successor's, and of two masters with one
 * epoch either may win, with the loss of what the other has taken. So the order holds for no longer than a failover takes
 * at least, by the destination's own clock.
 */
final class HandOver {
    private static final String WHILE_IT_HOLDS = """
            local now = redis.call('TIME')
            if now[1] * 1000 + math.floor(now[2] / 1000) > tonumber(ARGV[1]) then
              return redis.error_reply('ERR the order to take slots came too late')
            end
            for i = 3, #ARGV do redis.call('CLUSTER', 'SETSLOT', ARGV[i], 'NODE', ARGV[2]) end
            return #ARGV - 2
            """;

    private final Connections connections;
    private final Route route;
    private final SlotOrders orders;
    private final ServerInfo source;
    private final MoveLimits limits;
    private final Bystanders bystanders;
    private boolean scripted = true;

    HandOver(
            Connections connections,
            Route route,
            SlotOrders orders,
            Bystanders bystanders,
            ServerInfo source,
            MoveLimits limits) {
        this.connections = connections;
        this.route = route;
        this.orders = orders;
        this.bystanders = bystanders;
        this.source = source;
        this.limits = limits;
    }

    /** Hands over slots of which the source has been seen without keys. */
    void of(List<Integer> slots, List<NodeRef> masters) throws IOException {
        Optional<Long> clock = new BothEnds(connections, route).mustAgree(slots);
        take(slots, clock);
        tell(route.from(), slots);
        bystanders.tell(
                masters.stream()
                        .filter(master -> !master.equals(route.from()) && !master.equals(route.to()))
                        .toList(),
                slots.stream().map(this::owner).toList());
    }

    /** The marks go first, and for good: who cannot remove them while the cluster is down must not take the slots with them. */
    private void take(List<Integer> slots, Optional<Long> clock) throws IOException {
        orders.each(route.to(), slots, slot -> CopyMark.remove(slot).asking());
        if (scripted && clock.isPresent() && source.canSetSlotInScripts()) {
            try {
                orders.send(route.to(), List.of(List.of(timely(slots, clock.get()))));
                return;
            } catch (RedisRefusal e) {
                if (!e.says("NOPERM")) {
                    throw e;
                }
                scripted = false;
            }
        }
        tell(route.to(), slots);
    }

    private Command timely(List<Integer> slots, long clock) {
        return Command.of(
                        "EVAL",
                        WHILE_IT_HOLDS,
                        0,
                        clock + limits.silence().toMillis(),
                        route.to().id())
                .with(slots.toArray());
    }

    private void tell(NodeRef node, List<Integer> slots) throws IOException {
        orders.each(node, slots, slot -> List.of(owner(slot)));
    }

    private Command owner(int slot) {
        return Command.setSlot(slot, "NODE", route.to().id());
    }
}
