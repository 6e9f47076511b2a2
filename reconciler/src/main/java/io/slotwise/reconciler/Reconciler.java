package io.slotwise.reconciler;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.kafka.TopicKnowledge;
import io.slotwise.reconciler.kafka.Topics;
import io.slotwise.reconciler.kube.ApiLook;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.TopicWrite;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.operator.Bell;
import io.slotwise.reconciler.operator.TurnDriver;
import io.slotwise.reconciler.turn.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running reconciler. */
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    static final String FIELD_MANAGER = "slotwise-reconciler";
    private static final int FORGETTING_TRIES = 5;
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final ReconcilerMetrics metrics;
    private final Topics topics;
    private final TurnDriver driver;
    private final Leadership leadership;
    private final TurnsUnderWay underWay;

    private Reconciler(
            KubernetesClient client,
            ReconcilerMetrics metrics,
            Topics topics,
            TurnDriver driver,
            Leadership leadership,
            TurnsUnderWay underWay) {
        this.client = client;
        this.metrics = metrics;
        this.topics = topics;
        this.driver = driver;
        this.leadership = leadership;
        this.underWay = underWay;
    }

    /**
     * Starts it, and returns when it watches Kubernetes and has read the topics, which must be there.
     *
     * @param registry where its metrics are shown until it is closed
     * @throws RuntimeException when Kafka or Kubernetes cannot be used
     */
    public static Reconciler start(ReconcilerConfig config, PrometheusRegistry registry) {
        return start(config, registry, UnaryOperator.identity());
    }

    /**
     * The same for tests.
     *
     * @param faults may fail before and after each write
     */
    static Reconciler start(ReconcilerConfig config, PrometheusRegistry registry, UnaryOperator<Write.Port> faults) {
        ReconcilerMetrics metrics = new ReconcilerMetrics(registry);
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(named(config.kubernetes()))
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("count", metrics.requests()))
                .build();
        TopicKnowledge knowledge = new TopicKnowledge();
        Bell bell = new Bell();
        Topics topics = Topics.start(config.kafka(), knowledge, bell, metrics);
        Leadership leadership = new Leadership();
        Breaker kubernetes = new Breaker("kubernetes");
        Breaker kafka = new Breaker("kafka");
        metrics.watch(List.of(kubernetes, kafka), leadership::isLeading);
        Write.Port toKubernetes = kubernetes.roundWrites(write -> ((KubeWrite) write).on(client));
        Write.Port toKafka = kafka.roundWrites(write -> topics.perform((TopicWrite) write));
        Write.Port port = faults.apply(write -> perform(write, leadership, toKubernetes, toKafka));
        Turn turn = new Turn(
                kubernetes.round(new ApiLook(client, config.collectorSecret())),
                port,
                knowledge,
                config.collectorSecret(),
                config.jobs(),
                metrics,
                Clock.systemUTC(),
                config.reconcileTimeout());
        TurnsUnderWay underWay = new TurnsUnderWay(Clock.systemUTC(), config.reconcileTimeout());
        TurnDriver driver = new TurnDriver(
                client,
                config.namespaces(),
                config.maxConcurrentReconciles(),
                key -> take(turn, key, metrics, underWay));
        Reconciler reconciler = new Reconciler(client, metrics, topics, driver, leadership, underWay);
        Runnable work = () -> {
            driver.start();
            bell.listen(driver::wake);
            theGone(config, knowledge, driver).forEach(key -> forget(turn, key));
        };
        try {
            topics.awaitCaughtUp(START_LIMIT);
            reconciler.begin(config, work);
        } catch (RuntimeException e) {
            reconciler.close();
            throw e;
        }
        return reconciler;
    }

    /** The API server takes the manager of fields, and who it was in its audit log, from the name before the stroke. */
    static Config named(Config kubernetes) {
        return new ConfigBuilder(kubernetes).withUserAgent(FIELD_MANAGER + "/1").build();
    }

    /** Works at once, or as soon as the Lease is held. */
    private void begin(ReconcilerConfig config, Runnable work) {
        if (config.seat().isEmpty()) {
            leadership.assume();
            work.run();
            return;
        }
        leadership.seek(client, config.seat().get(), work, driver::close);
    }

    /** Who has lost the Lease changes nothing any more: another may be at work. */
    private static void perform(Write write, Leadership leadership, Write.Port toKubernetes, Write.Port toKafka) {
        if (!leadership.isLeading()) {
            throw new IllegalStateException("the lease is not held, so nothing is changed");
        }
        if (write instanceof KubeWrite) {
            toKubernetes.perform(write);
        } else {
            toKafka.perform(write);
        }
    }

    private static Duration take(Turn turn, ClusterKey key, ReconcilerMetrics metrics, TurnsUnderWay underWay) {
        long start = System.nanoTime();
        underWay.begin(key);
        try {
            Duration rest = turn.take(key);
            metrics.succeeded(key, Duration.ofNanos(System.nanoTime() - start));
            return rest;
        } catch (RuntimeException e) {
            metrics.failed(key, Duration.ofNanos(System.nanoTime() - start), e);
            LOG.atWarn().addKeyValue("cluster", key).setCause(e).log("Turn failed; it is taken again");
            throw e;
        } finally {
            underWay.end(key);
        }
    }

    /** Clusters that were deleted while nobody watched have a record still. */
    private static List<ClusterKey> theGone(ReconcilerConfig config, TopicKnowledge knowledge, TurnDriver driver) {
        return knowledge.publishedClusters().stream()
                .filter(key ->
                        config.namespaces().isEmpty() || config.namespaces().contains(key.namespace()))
                .filter(key -> !driver.isPresent(key))
                .toList();
    }

    /** An API that errs now and then must not keep a reconciler from its start. */
    private static void forget(Turn turn, ClusterKey key) {
        for (int attempt = 1; attempt <= FORGETTING_TRIES; attempt++) {
            try {
                turn.forgetIfGone(key);
                return;
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("cluster", key)
                        .addKeyValue("attempt", attempt)
                        .setCause(e)
                        .log("A cluster that is gone has a record still");
            }
        }
    }

    /** Why only a restart can help; empty while turns go well or none is due. */
    public Optional<String> dead() {
        return leadership.isLost()
                ? Optional.of("the lease is lost; another reconciler works")
                : metrics.mostlyFailing().or(underWay::problem);
    }

    /** Why it cannot do its work now; empty when it can. */
    public Optional<String> unready() {
        return topics.problem().or(() -> leadership.isLeading() ? driver.problem() : Optional.empty());
    }

    /** Ends after the turns that are being taken. */
    @Override
    public void close() {
        driver.close();
        leadership.close();
        topics.close();
        metrics.close();
        client.close();
    }
}
