package io.slotwise.standalone.load;

import io.lettuce.core.SortArgs;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the masters busy: has them sort lists that are spread evenly over the slots, so that each master's share follows the
 * slots it owns, at the rate that by their own CPU counters makes up the wanted load.
 */
final class CpuDriver {
    /** Lists are put into groups by slot, each with a limit of its own, so that a silent node stops only its own share. */
    private static final int GROUPS = 16;

    private static final int MOST_UNDER_WAY_IN_GROUP = 8;
    /** Shares no divisor with the number of lists and is near its golden section: any stretch of turns is spread evenly. */
    private static final int STRIDE = 1265;

    private static final SortArgs FIRST_ONLY = SortArgs.Builder.alpha().limit(0, 1);

    private final ClusterLink link;
    private final ClientErrors errors;
    private final SortLists lists;
    private final Pacer pacer;
    private final CostModel model = new CostModel();
    private final AtomicIntegerArray underWay = new AtomicIntegerArray(GROUPS);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private volatile double demandPercent;
    private volatile double perSecond;
    private volatile CpuReading.Usage usage = CpuReading.Usage.NONE;
    private Optional<CpuReading> last = Optional.empty();
    private int turn;

    CpuDriver(ClusterLink link, ClientErrors errors, SortLists lists, Pacer pacer) {
        this.link = link;
        this.errors = errors;
        this.lists = lists;
        this.pacer = pacer;
    }

    /** Sets the CPU of all masters together, percent of one core. */
    synchronized void setDemand(double percent) {
        demandPercent = percent;
        perSecond = model.perSecond(percent);
    }

    /** Sends what is due; called by one thread. */
    void tick(long nowNanos) {
        for (int due = pacer.due(perSecond, nowNanos); due > 0; due--) {
            turn = (turn + STRIDE) % SortLists.COUNT;
            int group = turn * GROUPS / SortLists.COUNT;
            if (underWay.get(group) < MOST_UNDER_WAY_IN_GROUP) {
                sort(lists.key(turn), group);
            } else {
                skipped.incrementAndGet();
            }
        }
    }

    private void sort(String key, int group) {
        underWay.incrementAndGet(group);
        link.send(redis -> redis.sort(key, FIRST_ONLY)).whenComplete((first, error) -> {
            underWay.decrementAndGet(group);
            if (error == null) {
                answered.incrementAndGet();
            } else {
                errors.add("sort of " + key, error);
            }
        });
    }

    /** Reads the masters' counters and learns from them; the answers come later. */
    void measure() {
        CpuReading.ask(link).thenAccept(seconds -> learn(new CpuReading(System.nanoTime(), seconds, answered.get())));
    }

    private synchronized void learn(CpuReading reading) {
        last.flatMap(reading::since).ifPresent(used -> {
            usage = used;
            model.observe(used.cpuSeconds(), used.operations());
            perSecond = model.perSecond(demandPercent);
        });
        last = Optional.of(reading);
    }

    double demandPercent() {
        return demandPercent;
    }

    /** What the masters used in the last interval. */
    CpuReading.Usage usage() {
        return usage;
    }

    /** Operations that were not sent since too many were under way. */
    long skipped() {
        return skipped.get();
    }
}
