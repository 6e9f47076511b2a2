package io.slotwise.standalone.load;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The steady stream of ledger writes and reads. Each write asks for the value that it replaces, so that a loss is seen even
 * when the next write would cover it.
 */
final class LedgerStream {
    private static final int MOST_UNDER_WAY = 256;

    private final ClusterLink link;
    private final Ledger ledger;
    private final ClientErrors errors;
    private final LatencyMeter latency;
    private final Pacer pacer;
    private final double perSecond;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong skipped = new AtomicLong();
    private int nextRead;

    LedgerStream(
            ClusterLink link, Ledger ledger, ClientErrors errors, LatencyMeter latency, Pacer pacer, double perSecond) {
        this.link = link;
        this.ledger = ledger;
        this.errors = errors;
        this.latency = latency;
        this.pacer = pacer;
        this.perSecond = perSecond;
    }

    /** Sends what is due; called by one thread. */
    void tick(long nowNanos) {
        for (int due = pacer.due(perSecond, nowNanos); due > 0; due--) {
            if (underWay.get() < MOST_UNDER_WAY) {
                ledger.nextWrite().ifPresentOrElse(this::write, skipped::incrementAndGet);
                read();
            } else {
                skipped.addAndGet(2);
            }
        }
    }

    private void write(Ledger.Write write) {
        timed(() -> link.send(redis -> redis.setGet(write.key(), write.value())))
                .whenComplete((previous, error) -> {
                    if (error == null) {
                        ledger.acknowledged(write, Optional.ofNullable(previous));
                    } else {
                        errors.add("write of " + write.key(), error);
                        failed(write, ClientErrors.unwrapped(error));
                    }
                });
    }

    /** An error that the server answered with tells that it did not do the write; any other leaves it open. */
    private void failed(Ledger.Write write, Throwable cause) {
        if (cause instanceof RedisCommandExecutionException) {
            ledger.refused(write);
        } else {
            ledger.unknown(write);
        }
    }

    private void read() {
        nextRead = (nextRead + 1) & Integer.MAX_VALUE;
        Ledger.Read read = ledger.read(nextRead);
        timed(() -> link.send(redis -> redis.get(read.key()))).whenComplete((value, error) -> {
            if (error == null) {
                ledger.answered(read, Optional.ofNullable(value));
            } else {
                errors.add("read of " + read.key(), error);
            }
        });
    }

    private <T> CompletionStage<T> timed(Supplier<CompletionStage<T>> command) {
        underWay.incrementAndGet();
        long begin = System.nanoTime();
        return command.get().whenComplete((answer, error) -> {
            underWay.decrementAndGet();
            if (error == null) {
                latency.record(System.nanoTime() - begin);
            }
        });
    }

    /** Operations that were not sent since too many were under way. */
    long skipped() {
        return skipped.get();
    }
}
