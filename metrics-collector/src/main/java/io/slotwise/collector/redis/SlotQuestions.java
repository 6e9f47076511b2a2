package io.slotwise.collector.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.slotwise.collector.reading.NodeAnswer;
import io.slotwise.collector.reading.SlotTotals;
import io.slotwise.collector.reading.Span;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Asks masters what each of their slots uses ({@code CLUSTER SLOT-STATS}). Whether a server can tell is found by asking; one
 * that cannot is left alone for a while.
 */
final class SlotQuestions {
    /** All slots are asked in parts, one after the other, so that the node serves its clients in between. */
    private static final int PARTS = 16;

    private static final int SLOTS_IN_PART = SlotSet.COUNT / PARTS;
    private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

    private final Cache<Endpoint, Endpoint> cannotTell =
            Caffeine.newBuilder().expireAfterWrite(LEFT_ALONE).build();

    /**
     * Adds what the slots use to a node's answer.
     *
     * @param limit after which the answer goes without it
     * @return a future that never fails
     */
    CompletableFuture<NodeAnswer> addTo(
            NodeAnswer answer, RedisAsyncCommands<String, String> commands, Duration limit) {
        if (!(answer instanceof NodeAnswer.Full full)
                || !hasSlots(full.table().myself())
                || cannotTell.getIfPresent(full.endpoint()) != null) {
            return CompletableFuture.completedFuture(answer);
        }
        long asked = System.nanoTime();
        return ask(commands, 0, new ArrayList<>())
                .thenApply(slots -> SlotTotals.read(new Span(asked, System.nanoTime()), slots))
                .whenComplete((totals, problem) -> remember(full.endpoint(), totals, problem))
                .exceptionally(problem -> Optional.empty())
                .completeOnTimeout(Optional.empty(), limit.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(full::withSlots);
    }

    private static boolean hasSlots(NodeEntry me) {
        return me.isMaster() && !me.slots().isEmpty();
    }

    private static CompletableFuture<List<Object>> ask(
            RedisAsyncCommands<String, String> commands, int part, List<Object> answered) {
        if (part == PARTS) {
            return CompletableFuture.completedFuture(answered);
        }
        int first = part * SLOTS_IN_PART;
        CommandArgs<String, String> words = new CommandArgs<>(StringCodec.UTF8)
                .add("SLOT-STATS")
                .add("SLOTSRANGE")
                .add(first)
                .add(first + SLOTS_IN_PART - 1);
        return commands.dispatch(CommandType.CLUSTER, new ArrayOutput<>(StringCodec.UTF8), words)
                .toCompletableFuture()
                .thenCompose(slots -> {
                    answered.addAll(slots);
                    return ask(commands, part + 1, answered);
                });
    }

    private void remember(Endpoint endpoint, Optional<SlotTotals> totals, Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (problem == null ? totals.isEmpty() : cause instanceof RedisCommandExecutionException) {
            cannotTell.put(endpoint, endpoint);
        }
    }
}
