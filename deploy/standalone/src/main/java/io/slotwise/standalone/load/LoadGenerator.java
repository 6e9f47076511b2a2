package io.slotwise.standalone.load;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An application in front of a Redis Cluster: holds a data set, writes and reads all the time, keeps a ledger of what was
 * acknowledged, and drives the masters' CPU and memory up and down.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(4);
    private static final Duration MEASURE = Duration.ofMillis(500);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int THREADS = 2;

    private final ClientResources resources;
    private final LoadConfig config;
    private final ClusterLink link;
    private final BaseData base;
    private final SortLists lists = new SortLists();
    private final ClientErrors errors = new ClientErrors();
    private final LatencyMeter latency = new LatencyMeter();
    private final Ledger ledger;
    private final LedgerStream stream;
    private final CpuDriver cpu;
    private final Ballast ballast;
    private final ScheduledExecutorService clock;
    private Optional<Following> following = Optional.empty();

    private record Following(LoadProfile profile, long sinceNanos) {
        Demand now() {
            return profile.at(Duration.ofNanos(System.nanoTime() - sinceNanos));
        }
    }

    private LoadGenerator(ClientResources resources, LoadConfig config, ClusterLink link) {
        this.resources = resources;
        this.config = config;
        this.link = link;
        base = new BaseData(config.baseKeys(), config.baseValueBytes());
        ledger = new Ledger(config.ledgerKeys());
        long now = System.nanoTime();
        stream = new LedgerStream(link, ledger, errors, latency, new Pacer(now), config.writesPerSecond());
        cpu = new CpuDriver(link, errors, lists, new Pacer(now));
        ballast = new Ballast(link, errors);
        clock = Executors.newSingleThreadScheduledExecutor(LoadGenerator::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Connects, loads the data set, and begins to write and read; nothing is asked of CPU and memory yet.
     *
     * @throws IllegalStateException when no seed answers, or the data set cannot be loaded
     */
    public static LoadGenerator start(LoadConfig config) {
        ClientResources resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        try {
            LoadGenerator generator = new LoadGenerator(resources, config, ClusterLink.open(resources, config));
            generator.begin();
            return generator;
        } catch (RuntimeException e) {
            end(resources);
            throw e;
        }
    }

    private void begin() {
        try {
            new Loading(link).load(base, lists, ledger);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        every(TICK, this::tick);
        every(MEASURE, this::measure);
        every(TURN, latency::turn);
    }

    private void every(Duration period, Runnable work) {
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(() -> guarded(work), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception would end the schedule in silence. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            errors.add("load generator", e);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        stream.tick(now);
        cpu.tick(now);
        ballast.tick(now);
    }

    private synchronized void measure() {
        following.ifPresent(followed -> apply(followed.now()));
        cpu.measure();
    }

    /** Drives the CPU of all active masters' main threads together to so many percent of one core. */
    public synchronized void setCpuDemand(double percent) {
        set(demand().withCpuPercent(percent));
    }

    /** Fills so many bytes over all active masters together, or frees what is more. */
    public synchronized void setMemoryBallast(long bytes) {
        set(demand().withBallastBytes(bytes));
    }

    /** Sets both at once, and ends following a profile. */
    public synchronized void set(Demand demand) {
        following = Optional.empty();
        apply(demand);
    }

    /** Follows a profile from its begin. */
    public synchronized void follow(LoadProfile profile) {
        following = Optional.of(new Following(profile, System.nanoTime()));
        apply(profile.at(Duration.ZERO));
    }

    private void apply(Demand demand) {
        cpu.setDemand(demand.cpuPercent());
        ballast.setBytes(demand.ballastBytes());
    }

    private Demand demand() {
        return new Demand(cpu.demandPercent(), ballast.wantedBytes());
    }

    public LoadSnapshot snapshot() {
        return new LoadSnapshot(
                demand(),
                cpu.usage().percent(),
                ballast.presentBytes(),
                cpu.usage().operationsPerSecond(),
                latency.recent(),
                ledger.ackedWrites(),
                ledger.findings(Ledger.Finding.Kind.LOST).size(),
                errors.count(),
                stream.skipped() + cpu.skipped());
    }

    /**
     * Reads every key that should be there through a fresh client, while writing goes on. It may take seconds, and can be
     * called again and again.
     */
    public LoadReport verify() {
        try (ClusterLink fresh = ClusterLink.open(resources, config.at(link.addresses()))) {
            return new Verification(fresh, errors).run(base, lists, ledger, latency);
        }
    }

    /** Ends the load; the keys stay. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
        end(resources);
    }

    private static void end(ClientResources resources) {
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
