package io.slotwise.bench.load;

import io.slotwise.bench.data.DataSet;
import io.slotwise.bench.resp.Answer;
import io.slotwise.bench.resp.HashSlot;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Reads and writes in equal parts, uniformly over all keys of a data set, at a rate that does not depend on the answers. The
 * choice of keys is the same in every run.
 */
public final class OpenLoopClient implements AutoCloseable {
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    private final DataSet data;
    private final int perSecond;
    private final Ledger ledger;
    private final Router router;
    private final LatencyBook latencies = new LatencyBook();
    private final Map<String, Long> errors = new TreeMap<>();
    private final AtomicLong unanswered = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(7);
    private final Thread sender = new Thread(this::send, "bench client");
    private volatile Phase phase = Phase.WARM_UP;
    private volatile boolean stopping;

    private OpenLoopClient(DataSet data, int perSecond, IntFunction<String> owner) {
        this.data = data;
        this.perSecond = perSecond;
        ledger = new Ledger(data.keys());
        router = new Router(owner, this::answered);
        sender.setDaemon(true);
    }

    /** Begins; {@code owner} names the first owner of each slot. */
    public static OpenLoopClient start(DataSet data, int perSecond, IntFunction<String> owner) {
        OpenLoopClient client = new OpenLoopClient(data, perSecond, owner);
        client.sender.start();
        return client;
    }

    public void enter(Phase next) {
        phase = next;
    }

    private void send() {
        Schedule schedule = new Schedule(System.nanoTime(), perSecond);
        for (long next = 0; !stopping; ) {
            for (long now = System.nanoTime(); schedule.isDue(next, now); next++) {
                router.gather(operation(schedule.at(next)));
                unanswered.incrementAndGet();
            }
            router.flush();
            LockSupport.parkNanos(schedule.at(next) - System.nanoTime());
        }
    }

    private Operation operation(long intendedNanos) {
        int key = random.nextInt(data.keys());
        int sequence = random.nextBoolean() ? ledger.begin(key) : 0;
        return new Operation(
                key,
                HashSlot.of(DataSet.key(key)),
                sequence,
                ledger.acknowledged(key),
                sequence == 0 ? data.read(key) : data.write(key, sequence),
                phase,
                intendedNanos,
                0);
    }

    private void answered(Operation operation, Answer answer) {
        latencies.record(operation.phase(), System.nanoTime() - operation.intendedNanos());
        if (answer instanceof Answer.Failure failure) {
            error(failure.sentence());
        } else if (operation.isRead()) {
            check(operation, answer);
        } else {
            ledger.acknowledge(operation.key(), operation.sequence());
        }
        unanswered.decrementAndGet();
    }

    private void check(Operation read, Answer answer) {
        OptionalLong shown =
                answer.lastText().map(text -> data.sequence(read.key(), text)).orElse(OptionalLong.empty());
        if (shown.isEmpty() || shown.getAsLong() > ledger.sent(read.key())) {
            ledger.wrong();
        } else if (shown.getAsLong() < read.known()) {
            ledger.stale();
        }
    }

    private synchronized void error(String sentence) {
        errors.merge(sentence, 1L, Long::sum);
    }

    /** Sends no more, and waits for the answers to come. What is unanswered after 10 s counts as errors. */
    public void stop() throws InterruptedException {
        stopping = true;
        sender.join();
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (unanswered.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        for (long left = unanswered.get(); left > 0; left--) {
            error("no answer in " + DRAIN_LIMIT.toSeconds() + " s");
        }
    }

    /** Errors that are not redirects, each with its number. */
    public synchronized Map<String, Long> errors() {
        return Map.copyOf(errors);
    }

    public Latency latency(Phase of) {
        return latencies.latency(of);
    }

    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        stopping = true;
        router.close();
    }
}
