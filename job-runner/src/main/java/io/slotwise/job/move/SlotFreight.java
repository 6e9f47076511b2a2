package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Lines;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a source's slots weigh, by the mean size of its keys when the move began. */
final class SlotFreight {
    private final Connections connections;
    private final NodeRef source;
    private final double bytesPerKey;

    SlotFreight(Connections connections, NodeRef source) throws IOException {
        this.connections = connections;
        this.source = source;
        List<Reply> size = ask(List.of(Command.of("INFO", "memory"), Command.of("DBSIZE")));
        long bytes = Lines.parse(size.get(0).text()).number("used_memory_dataset");
        this.bytesPerKey = (double) bytes / Math.max(1, size.get(1).number());
    }

    /** Keys of each slot. */
    List<Long> keys(List<Integer> slots) throws IOException {
        List<Command> questions = new ArrayList<>();
        slots.forEach(slot -> questions.add(Command.of("CLUSTER", "COUNTKEYSINSLOT", slot)));
        List<Long> keys = new ArrayList<>();
        for (Reply count : ask(questions)) {
            keys.add(count.number());
        }
        return keys;
    }

    long bytes(long keys) {
        return Math.round(keys * bytesPerKey);
    }

    private List<Reply> ask(List<Command> commands) throws IOException {
        return connections.all(source.host(), source.port(), commands);
    }
}
