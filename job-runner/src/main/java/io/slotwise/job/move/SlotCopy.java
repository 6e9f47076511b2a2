package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Reply;
import io.slotwise.job.resp.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies whole slots while their source serves them, and lets the source go of each in one transaction.
 *
 * <p>The keys are watched, dumped, and restored at the destination, where no client sees them: the source is not migrating
 * the slot yet, so it answers for every key of it, present or absent. Then one transaction at the source begins the
 * migration of the slot and removes the copied keys. It fails as a whole when any of them was changed, deleted, expired or
 * evicted since it was watched, and comes to nothing when a key of which a watch does not tell everything gives another dump
 * than before; then the copies are thrown away and the slot takes the slow road. Keys that were created meanwhile are left for
 * the slow road too. The destination's replicas have the copies before the source lets go. Neither node ever stands still for
 * longer than a command on one slot takes.
 */
final class SlotCopy {
    /**
     * Removes the keys only if the slot can migrate, which nothing can change while the script runs. It is not migrating
     * while they are removed: a migrating slot refuses a command about several keys of which some have expired.
     */
    private static final String LET_GO = """
            for i = 3, #ARGV, 2 do
              local dump = redis.call('DUMP', ARGV[i])
              if not dump or redis.sha1hex(dump) ~= ARGV[i + 1] then return false end
            end
            local set = redis.pcall('CLUSTER', 'SETSLOT', ARGV[1], 'MIGRATING', ARGV[2])
            if set.err then return set end
            redis.call('CLUSTER', 'SETSLOT', ARGV[1], 'STABLE')
            local gone = redis.pcall('UNLINK', unpack(KEYS))
            if type(gone) == 'table' then return gone end
            redis.call('CLUSTER', 'SETSLOT', ARGV[1], 'MIGRATING', ARGV[2])
            return gone
            """;

    private final Connections connections;
    private final Route route;
    private final CopyMark mark;
    private final Copying copying;
    private final ReplicaWait replicas;
    private final List<Command> owed = new ArrayList<>();
    private boolean replicasAreKnown;

    SlotCopy(Connections connections, Route route, CopyMark mark, Copying copying) {
        this.connections = connections;
        this.route = route;
        this.mark = mark;
        this.copying = copying;
        this.replicas = new ReplicaWait(route.to());
    }

    /** The marks went with the hand-over: they are not to come back. */
    void handedOver() {
        owed.clear();
    }

    /** Copies watched slots and returns those of which the source let go. */
    List<SlotListing> copy(List<SlotListing> slots) throws IOException {
        List<SlotListing> complete = restore(slots);
        for (SlotListing slot : slots) {
            if (!complete.contains(slot)) {
                slot.discard();
            }
        }
        List<SlotListing> gone = letGo(complete);
        tidy(slots, gone);
        return gone;
    }

    private List<SlotListing> restore(List<SlotListing> slots) throws IOException {
        List<Command> all = new ArrayList<>(owed);
        int next = owed.size();
        owed.clear();
        for (SlotListing slot : slots) {
            all.addAll(mark.set(slot.slot()).asking());
            all.addAll(slot.restores());
        }
        learnReplicas();
        all.addAll(replicas.questions());
        NodeRef to = route.to();
        List<Reply> replies = connections.talk(to.host(), to.port(), Migration.PATIENCE, it -> it.askAll(all));
        List<SlotListing> complete = new ArrayList<>();
        for (SlotListing slot : slots) {
            int end = next + 2 + slot.restores().size();
            if (replies.subList(next, end).stream().noneMatch(Reply.Failure.class::isInstance)) {
                complete.add(slot);
            }
            next = end;
        }
        replicas.mustHave(replies.subList(next, replies.size()));
        return complete;
    }

    private void learnReplicas() throws IOException {
        if (!replicasAreKnown) {
            NodeRef to = route.to();
            replicas.learn(connections
                    .all(to.host(), to.port(), List.of(ReplicaWait.role()))
                    .get(0));
            replicasAreKnown = true;
        }
    }

    private List<SlotListing> letGo(List<SlotListing> slots) throws IOException {
        for (SlotListing slot : slots) {
            Command script = Command.of("EVAL", LET_GO, slot.keys().size())
                    .with(slot.names())
                    .with(slot.slot(), route.to().id())
                    .with(slot.proofs());
            slot.lane().send(List.of(script, Command.of("EXEC")));
        }
        List<SlotListing> gone = new ArrayList<>();
        for (SlotListing slot : slots) {
            if (hasLetGo(slot.lane().receive().get(1))) {
                gone.add(slot);
            }
        }
        return gone;
    }

    /** Nothing is what a transaction answers that was not carried out, and the script when a key has changed. */
    private boolean hasLetGo(Reply exec) throws IOException {
        if (exec instanceof Reply.Nothing) {
            return false;
        }
        Reply answer = exec instanceof Reply.Many many ? many.parts().get(0) : exec;
        if (answer instanceof Reply.Failure failure) {
            copying.giveUp(failure.message());
        }
        return answer instanceof Reply.Count;
    }

    /**
     * Other copies may go, since their source has let go of nothing, and they must before the slot migrates. Of what was
     * let go the mark says so, with what is sent next: by it they are found also when both ends fail over before the hand-over,
     * with which it goes.
     */
    private void tidy(List<SlotListing> slots, List<SlotListing> gone) throws IOException {
        List<Command> commands = new ArrayList<>();
        for (SlotListing slot : slots) {
            if (gone.contains(slot)) {
                owed.addAll(CopyMark.letGo(slot.slot()).asking());
                continue;
            }
            for (Word name : slot.names()) {
                // One at a time: an importing slot refuses a command about several keys of which some are missing.
                commands.addAll(Command.of("UNLINK", name).asking());
            }
            commands.addAll(CopyMark.remove(slot.slot()).asking());
        }
        if (!commands.isEmpty()) {
            connections.all(route.to().host(), route.to().port(), commands);
        }
    }
}
