package io.slotwise.job.move;

import io.slotwise.job.plan.Route;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Connections;
import io.slotwise.job.resp.Lines;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for keys that are too large to be moved, before anything is: among the first {@link SourceKeys#MOST} of each slot, and
 * among the others of a slot that has more as they come.
 */
final class LargeKeys {
    /** One was found when slots were open already. */
    static final class Found extends IOException {
        private static final long serialVersionUID = 1;

        final String sentence;

        Found(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }
    }

    private final Connections connections;
    private final MoveLimits limits;

    LargeKeys(Connections connections, MoveLimits limits) {
        this.connections = connections;
        this.limits = limits;
    }

    /** A sentence about one of them. A source whose data set is smaller than such a key is not searched. */
    Optional<String> objection(Route route, List<Integer> slots) throws IOException {
        if (datasetBytes(route) < limits.keyBytes()) {
            return Optional.empty();
        }
        SourceKeys source = new SourceKeys(connections, route.from());
        for (Map<Integer, Long> group : source.groups(slots)) {
            for (Map.Entry<Integer, List<Batch.Key>> slot : source.list(group).entrySet()) {
                Optional<String> objection = objection(route, slot.getKey(), slot.getValue());
                if (objection.isPresent()) {
                    return objection;
                }
            }
        }
        return Optional.empty();
    }

    private long datasetBytes(Route route) throws IOException {
        Lines memory = Lines.parse(connections
                .all(route.from().host(), route.from().port(), List.of(Command.of("INFO", "memory")))
                .get(0)
                .text());
        long dataset = memory.number("used_memory_dataset");
        return dataset > 0 ? dataset : memory.number("used_memory");
    }

    /** A sentence about the first key of a slot that is too large. */
    Optional<String> objection(Route route, int slot, Collection<Batch.Key> keys) {
        return keys.stream()
                .filter(key -> key.bytes() > limits.keyBytes())
                .findFirst()
                .map(key -> sentence(route, slot, key));
    }

    private String sentence(Route route, int slot, Batch.Key key) {
        return String.format(
                Locale.ROOT,
                "key '%s' in slot %d on %s takes %d MB, above --max-key-mb %d; %s and %s would stand still while it"
                        + " moves. Split or delete it, or raise the limit",
                key.name(),
                slot,
                route.from().pod(),
                key.bytes() >> 20,
                limits.keyBytes() >> 20,
                route.from().pod(),
                route.to().pod());
    }
}
