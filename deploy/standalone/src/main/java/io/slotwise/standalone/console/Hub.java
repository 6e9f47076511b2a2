package io.slotwise.standalone.console;

import io.slotwise.standalone.console.view.Change;
import io.slotwise.standalone.console.view.ConsoleState;
import io.slotwise.standalone.console.view.Limits;
import io.slotwise.standalone.console.view.Step;
import io.slotwise.standalone.console.view.Update;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader of Kafka and the browsers meet: holds the state, numbers every update, and hands it to each browser. A
 * browser that was away for a moment gets what it missed; one that was away for longer gets everything.
 */
final class Hub {
    private static final int REMEMBERED = 256;
    private static final long REMEMBERED_BYTES = 4L << 20;

    private final String instance = UUID.randomUUID().toString();
    private final Limits limits;
    private final Clock clock;
    private final Deque<Frame> remembered = new ArrayDeque<>();
    private final Set<Subscription> subscriptions = new HashSet<>();
    private long rememberedBytes;
    private long sequence;
    private ConsoleState state;
    private FeedStatus feed = new FeedStatus(FeedStatus.Kind.UNREACHABLE, "waiting for Kafka");

    Hub(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.state = ConsoleState.empty(limits);
    }

    /** Forgets everything: the topics are read anew. */
    synchronized void restart() {
        state = ConsoleState.empty(limits);
    }

    /** Takes a change in. While the past is read, browsers are spared its single steps. */
    synchronized void take(Change change) {
        Step step = state.with(change);
        state = step.state();
        if (feed.kind() == FeedStatus.Kind.LIVE) {
            step.update().ifPresent(this::publish);
        }
    }

    /** Tells browsers how the console stands with Kafka; when that has changed they get everything anew. */
    synchronized void feed(FeedStatus status) {
        if (status.equals(feed)) {
            return;
        }
        feed = status;
        sequence++;
        remembered.clear();
        rememberedBytes = 0;
        offer(everything());
    }

    synchronized Snapshot snapshot() {
        return Snapshot.of(state, feed, clock.instant());
    }

    synchronized int browsers() {
        return subscriptions.size();
    }

    /** Begins to hand frames to the calling thread, which last heard {@code lastId}. */
    synchronized Subscription subscribe(@Nullable String lastId) {
        Subscription subscription = new Subscription(missedSince(lastId).orElseGet(() -> List.of(everything())));
        subscriptions.add(subscription);
        return subscription;
    }

    synchronized void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    private void publish(Update update) {
        sequence++;
        Frame frame = Frame.numbered(id(), update.event(), update);
        remembered.addLast(frame);
        rememberedBytes += frame.bytes().length;
        while (remembered.size() > REMEMBERED || rememberedBytes > REMEMBERED_BYTES) {
            rememberedBytes -= remembered.removeFirst().bytes().length;
        }
        offer(frame);
    }

    private void offer(Frame frame) {
        subscriptions.removeIf(subscription -> !subscription.offer(frame));
    }

    private Frame everything() {
        return Frame.numbered(id(), "snapshot", snapshot());
    }

    private String id() {
        return instance + "/" + sequence;
    }

    private Optional<List<Frame>> missedSince(@Nullable String lastId) {
        if (lastId == null || !lastId.startsWith(instance + "/")) {
            return Optional.empty();
        }
        long missed = sequence - number(lastId.substring(instance.length() + 1));
        if (missed < 0 || missed > remembered.size()) {
            return Optional.empty();
        }
        List<Frame> frames = new ArrayList<>(remembered);
        return Optional.of(frames.subList(frames.size() - (int) missed, frames.size()));
    }

    /** The number, or one that nobody was ever given. */
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
