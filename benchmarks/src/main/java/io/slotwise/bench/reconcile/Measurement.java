package io.slotwise.bench.reconcile;

import io.slotwise.bench.part.PartProcess;
import io.slotwise.bench.part.Scrape;
import io.slotwise.embedded.kube.proxy.ApiProxy;
import io.slotwise.embedded.kube.proxy.Fate;
import io.slotwise.reconciler.turn.Turn;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;

/**
 * All figures of one site.
 *
 * @param clusters how many it has
 * @param changes how many changes are timed at most, 20 a second, and no cluster twice a second, which would only measure
 *     who was faster; 20 a cluster
 * @param idle how long nothing is done
 * @param progress hears what comes next
 */
record Measurement(Site site, int clusters, int changes, Duration idle, Progress progress) {
    private static final String TURNS = "slotwise_reconciles_total";
    private static final String DURATION = "slotwise_reconcile_duration_seconds";
    private static final String REQUESTS = "slotwise_kubernetes_requests_total";
    private static final String ERRORS = "slotwise_reconcile_errors_total";
    private static final Duration PACE = Duration.ofMillis(50);
    private static final Duration PACE_OF_ONE = Duration.ofSeconds(1);
    private static final int CHANGES_OF_ONE = 20;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final double MIB = 1024 * 1024;

    private static final List<Fate> FAULTS = List.of(
            new Fate.Refused(429, "TooManyRequests", "too many requests, try again later"),
            new Fate.Refused(500, "InternalError", "an error on the server"),
            new Fate.Refused(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
            new Fate.DoneAndDenied(504, "Timeout"),
            new Fate.Broken());

    Figures take() throws IOException, InterruptedException {
        progress.next("a first look at each");
        try (PartProcess cold = site.reconciler(site.url())) {
            untilAllAreLookedAt(cold);
            progress.next("looks that find nothing to do");
            Scrape touched = during(cold, i -> site.touch(i % clusters, i));
            progress.next("changes of the spec");
            Scrape changed = during(cold, this::change);
            Histogram statuses = site.watcher().takeTimes();
            progress.next("idle for " + idle.toSeconds() + " s");
            Scrape before = cold.scrape();
            TimeUnit.NANOSECONDS.sleep(idle.toNanos());
            Scrape still = cold.scrape().since(before);
            double heap = cold.liveHeap() / MIB;
            cold.kill();

            progress.next("a restart");
            long start = System.nanoTime();
            double first;
            double all;
            try (PartProcess again = site.reconciler(site.url())) {
                first = secondsUntilTurns(again, 1, start);
                all = secondsUntilTurns(again, clusters, start);
            }
            progress.next("a first look at each, and changes, with 1 % errors");
            AtomicLong faults = new AtomicLong();
            Scrape faulty = underFaults(faults);
            double perIdleTurn = touched.total(REQUESTS) / touched.total(TURNS);
            double hours = idle.toNanos() / 3.6e12;
            return new Figures(
                    clusters,
                    changed.quantile(DURATION, .5) * 1e3,
                    changed.quantile(DURATION, .95) * 1e3,
                    statuses.getValueAtPercentile(50) / 1e3,
                    statuses.getValueAtPercentile(95) / 1e3,
                    changed.total(REQUESTS) / changed.total(TURNS),
                    perIdleTurn,
                    still.total(REQUESTS) / clusters / hours
                            + perIdleTurn * Duration.ofHours(1).toSeconds() / Turn.LONG_LOOK.toSeconds(),
                    still.total(TURNS) / (hours * 60),
                    heap,
                    first,
                    all,
                    1 - faulty.total(ERRORS) / faulty.total(TURNS),
                    faulty.quantile(DURATION, .95) * 1e3,
                    faults.get());
        }
    }

    private Scrape underFaults(AtomicLong faults) throws IOException, InterruptedException {
        Random chance = new Random(1);
        ApiProxy.Judge judge = (method, uri) -> {
            synchronized (chance) {
                return isWatch(uri) || chance.nextInt(100) != 0 ? Fate.PASSES : fault(chance, faults);
            }
        };
        try (ApiProxy proxy = ApiProxy.start(site.url(), judge);
                PartProcess troubled = site.reconciler(proxy.url())) {
            untilAllAreLookedAt(troubled);
            during(troubled, this::change);
            site.watcher().takeTimes();
            return troubled.scrape();
        }
    }

    private static boolean isWatch(URI uri) {
        return uri.toString().contains("watch=true");
    }

    private static Fate fault(Random chance, AtomicLong faults) {
        faults.incrementAndGet();
        return FAULTS.get(chance.nextInt(FAULTS.size()));
    }

    private void change(int number) {
        site.change(number % clusters, number);
    }

    private void untilAllAreLookedAt(PartProcess reconciler) throws IOException, InterruptedException {
        secondsUntilTurns(reconciler, clusters, System.nanoTime());
        untilCalm(reconciler);
    }

    /** What is counted while that is done so many times at an even pace, and its work after it. */
    private Scrape during(PartProcess reconciler, IntConsumer work) throws IOException, InterruptedException {
        Scrape before = reconciler.scrape();
        long start = System.nanoTime();
        long pace = Math.max(PACE.toNanos(), PACE_OF_ONE.toNanos() / clusters);
        for (int i = 0; i < Math.min(changes, CHANGES_OF_ONE * clusters); i++) {
            long wait = start + pace * i - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
            work.accept(i);
        }
        Watcher.await("the statuses of all changes", LIMIT, () -> site.watcher().pending() == 0);
        untilCalm(reconciler);
        return reconciler.scrape().since(before);
    }

    private static void untilCalm(PartProcess reconciler) throws IOException, InterruptedException {
        double turns = -1;
        double next = reconciler.scrape().total(TURNS);
        while (next > turns) {
            turns = next;
            TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
            next = reconciler.scrape().total(TURNS);
        }
    }

    private static double secondsUntilTurns(PartProcess reconciler, int turns, long start) throws InterruptedException {
        while (System.nanoTime() - start < LIMIT.toNanos()) {
            reconciler.requireAlive();
            try {
                if (reconciler.scrape().total(TURNS) >= turns) {
                    return (System.nanoTime() - start) / 1e9;
                }
            } catch (IOException notYet) {
                // Its port is not open yet.
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException(
                "the reconciler did not take " + turns + " turns in " + LIMIT.toSeconds() + " s");
    }
}
