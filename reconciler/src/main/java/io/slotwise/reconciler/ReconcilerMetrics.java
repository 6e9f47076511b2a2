package io.slotwise.reconciler;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.reconciler.kafka.TopicWatch;
import io.slotwise.reconciler.turn.TurnWatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the reconciler counts and shows. */
final class ReconcilerMetrics implements TurnWatch, TopicWatch, AutoCloseable {
    private final PrometheusRegistry registry;
    private final RecentTurns recent = new RecentTurns();
    private final Counter reconciles = counter("slotwise_reconciles_total", "Turns taken");
    private final Counter errors =
            counter("slotwise_reconcile_errors_total", "Turns that failed and are taken again", "error");
    private final Histogram duration = Histogram.builder()
            .name("slotwise_reconcile_duration_seconds")
            .help("How long a turn takes")
            .classicOnly()
            .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .build();
    private final Counter intents =
            counter("slotwise_reconciler_intents_total", "Intents settled, by outcome", "outcome");
    private final Counter deadLetters =
            counter("slotwise_reconciler_dead_letters_total", "Records that could not be used, by topic", "topic");
    private final Gauge activeMasters = gauge("redis_cluster_active_masters", "Masters that own slots");
    private final Gauge slotsAssigned = gauge("redis_cluster_slots_assigned", "Slots with an owner, of 16384");
    private final Gauge resharding = gauge("redis_cluster_is_resharding", "1 while slots move on to the standby");
    private final Gauge draining = gauge("redis_cluster_is_draining", "1 while a master is being emptied");

    private static final Set<CircuitBreaker.State> SHOWN =
            Set.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN);

    private final Counter timeouts =
            counter("slotwise_reconcile_timeouts_total", "Turns that were broken off after the reconcile time-out");
    private final Counter requests = counter(
            "slotwise_kubernetes_requests_total",
            "Requests to the API server, each try, by what it answered",
            "method",
            "code");
    private final GaugeWithCallback breakerStates = GaugeWithCallback.builder()
            .name("slotwise_circuit_breaker_state")
            .help("1 for the state that the breaker round a system is in")
            .labelNames("system", "state")
            .callback(this::breakers)
            .build();
    private final GaugeWithCallback leading = GaugeWithCallback.builder()
            .name("slotwise_leader")
            .help("1 while this process is the one that works")
            .callback(this::leading)
            .build();
    private final Gauge lag = Gauge.builder()
            .name("slotwise_reconciler_kafka_lag_records")
            .help("Records still to be read, by topic")
            .labelNames("topic")
            .build();
    private final JobProgress jobs = new JobProgress();
    private volatile List<Breaker> breakers = List.of();
    private volatile BooleanSupplier leader = () -> false;

    ReconcilerMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        all().forEach(registry::register);
    }

    private static Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).build();
    }

    private static Gauge gauge(String name, String help) {
        return Gauge.builder()
                .name(name)
                .help(help)
                .labelNames("namespace", "cluster")
                .build();
    }

    private List<Collector> all() {
        List<Collector> own = List.of(
                reconciles,
                errors,
                duration,
                intents,
                deadLetters,
                activeMasters,
                slotsAssigned,
                resharding,
                draining,
                timeouts,
                requests,
                breakerStates,
                leading,
                lag);
        return Stream.concat(own.stream(), jobs.all().stream()).toList();
    }

    /** Counts requests to the API server. */
    ApiRequests requests() {
        return new ApiRequests(requests);
    }

    /** Shows breakers and leadership; called once. */
    void watch(List<Breaker> systems, BooleanSupplier isLeading) {
        breakers = List.copyOf(systems);
        leader = isLeading;
    }

    private void leading(GaugeWithCallback.Callback callback) {
        callback.call(leader.getAsBoolean() ? 1 : 0);
    }

    private void breakers(GaugeWithCallback.Callback callback) {
        breakers.forEach(breaker -> Arrays.stream(CircuitBreaker.State.values())
                .filter(SHOWN::contains)
                .forEach(state -> callback.call(
                        breaker.state() == state ? 1 : 0,
                        breaker.system(),
                        state.name().toLowerCase(Locale.ROOT))));
    }

    @Override
    public void outOfTime(ClusterKey cluster) {
        timeouts.inc();
    }

    void succeeded(ClusterKey cluster, Duration took) {
        recent.wentWell(cluster);
        count(took);
    }

    private void count(Duration took) {
        reconciles.inc();
        duration.observe(took.toNanos() / 1e9);
    }

    void failed(ClusterKey cluster, Duration took, RuntimeException error) {
        recent.failed(cluster);
        count(took);
        errors.labelValues(error.getClass().getSimpleName()).inc();
    }

    /** What is wrong when half of the clusters do not get on; empty otherwise. */
    Optional<String> mostlyFailing() {
        return recent.problem();
    }

    @Override
    public void setAside(DeadLetter letter) {
        deadLetters.labelValues(letter.topic()).inc();
    }

    @Override
    public void heard(JobEvent event) {
        jobs.heard(event);
    }

    @Override
    public void forgotten(ClusterKey cluster) {
        jobs.forget(cluster);
    }

    @Override
    public void lag(Map<String, Long> records) {
        records.forEach((topic, count) -> lag.labelValues(topic).set((double) count));
    }

    @Override
    public void saw(ClusterKey cluster, Optional<Kind> operation, Optional<Sample> sample) {
        set(resharding, cluster, operation.filter(Kind.RESHARD::equals).isPresent() ? 1 : 0);
        set(draining, cluster, operation.filter(Kind.DRAIN::equals).isPresent() ? 1 : 0);
        sample.ifPresent(some -> {
            set(activeMasters, cluster, (double) some.activeMasters().count());
            set(slotsAssigned, cluster, some.health().slotsAssigned());
        });
    }

    private static void set(Gauge gauge, ClusterKey cluster, double value) {
        gauge.labelValues(cluster.namespace(), cluster.name()).set(value);
    }

    @Override
    public void lost(ClusterKey cluster) {
        recent.lost(cluster);
        List.of(activeMasters, slotsAssigned, resharding, draining)
                .forEach(gauge -> gauge.remove(cluster.namespace(), cluster.name()));
        jobs.forget(cluster);
    }

    @Override
    public void settled(Reason outcome) {
        intents.labelValues(outcome.name()).inc();
    }

    @Override
    public void close() {
        all().forEach(registry::unregister);
    }
}
