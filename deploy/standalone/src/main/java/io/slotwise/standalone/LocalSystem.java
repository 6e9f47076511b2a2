package io.slotwise.standalone;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.lettuce.core.RedisURI;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.Collector;
import io.slotwise.collector.CollectorConfig;
import io.slotwise.embedded.agent.AgentConfig;
import io.slotwise.embedded.agent.JavaImage;
import io.slotwise.embedded.agent.NodeAgent;
import io.slotwise.embedded.kafka.EmbeddedBroker;
import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.embedded.redis.RedisBinary;
import io.slotwise.model.crd.RedisCluster;
import io.slotwise.model.json.Topic;
import io.slotwise.reconciler.Reconciler;
import io.slotwise.reconciler.ReconcilerConfig;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.standalone.console.Console;
import io.slotwise.standalone.console.ConsoleConfig;
import io.slotwise.standalone.feed.TopicFeed;
import io.slotwise.standalone.load.LoadConfig;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.story.Chronicle;
import io.slotwise.standalone.story.Demo;
import io.slotwise.standalone.story.Narrator;
import io.slotwise.standalone.story.Stage;
import io.slotwise.standalone.story.Terminal;
import io.slotwise.standalone.story.Terminal.Tone;
import io.slotwise.streams.AutoscalerStreams;
import io.slotwise.streams.StreamsConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The whole system in this process, with Redis and jobs as processes of their own. Closing it ends them all. */
final class LocalSystem implements Stage, AutoCloseable {
    private static final String CRD = RedisCluster.CRD_RESOURCE;
    private static final String MANIFEST = "/demo/rediscluster.yaml";

    /** How clusters with passwords or TLS let the collector in. */
    private static final CollectorSecret ACCESS = new CollectorSecret("redis-operator-system", "slotwise-collector");

    private final Parts parts;
    private final EmbeddedApi api;
    private final Demo demo;
    private final Chronicle chronicle;

    private LocalSystem(Parts parts, EmbeddedApi api, Demo demo, Chronicle chronicle) {
        this.parts = parts;
        this.api = api;
        this.demo = demo;
        this.chronicle = chronicle;
    }

    /**
     * Starts everything and applies the manifest; the cluster is not formed yet when this returns.
     *
     * @throws IllegalStateException or {@link UncheckedIOException} with a sentence when a part does not start; those that
     *     did are ended
     */
    static LocalSystem start(DataDirectory directory, int consolePort, Optional<Path> manifest, Terminal terminal) {
        Parts parts = new Parts();
        try {
            return start(parts, directory, consolePort, manifest, terminal);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static LocalSystem start(
            Parts parts, DataDirectory directory, int consolePort, Optional<Path> manifest, Terminal terminal) {
        CompletableFuture<EmbeddedApi> starting = CompletableFuture.supplyAsync(EmbeddedApi::start);
        EmbeddedBroker broker =
                parts.add(EmbeddedBroker.startWithTopics(directory.run().resolve("kafka")));
        EmbeddedApi api = parts.add(starting.join());
        terminal.say(Tone.STEP, "Kafka is up at " + broker.bootstrapServers());
        Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        Console console = parts.add(Console.start(ConsoleConfig.onLoopback(kafka, consolePort)));
        terminal.say(Tone.GOOD, "console: " + console.url());

        Path kubeconfig = directory.run().resolve("kubeconfig");
        api.writeKubeconfig(kubeconfig);
        equip(api.client());
        terminal.say(Tone.STEP, "Kubernetes API is up: export KUBECONFIG=" + Shell.word(kubeconfig.toString()));

        RedisBinary redis = RedisBinary.find();
        parts.add(NodeAgent.start(api, AgentConfig.of(directory.run().resolve("node"), redis, jobRunner())));
        terminal.say(Tone.STEP, "node agent runs redis-server " + redis.version() + " (" + redis.origin() + ")");

        Chronicle chronicle = new Chronicle();
        Narrator narrator = new Narrator(terminal);
        parts.add(TopicFeed.start(kafka, List.copyOf(Topic.ALL), (topic, value) -> {
            chronicle.heard(topic, value);
            narrator.heard(topic, value);
        }));
        PrometheusRegistry metrics = new PrometheusRegistry();
        CompletableFuture<AutoscalerStreams> streams = CompletableFuture.supplyAsync(() -> AutoscalerStreams.start(
                StreamsConfiguration.of(kafka)
                        .withStateDirectory(directory.run().resolve("streams")),
                metrics));
        Path access = directory.run().resolve("access");
        parts.add(SecretFolder.follow(api.client(), ACCESS.namespace(), ACCESS.name(), access));
        parts.add(Collector.start(CollectorConfig.of(kafka).withAccess(Optional.of(access)), metrics));
        parts.add(Reconciler.start(
                ReconcilerConfig.of(kafka, api.client().getConfiguration()).telling(ACCESS), metrics));
        parts.add(streams.join());
        terminal.say(Tone.STEP, "collector, streams and reconciler are up; their metrics: " + show(metrics, parts));

        Demo demo = demo(api, manifest);
        terminal.say(Tone.STEP, "RedisCluster " + demo.key() + " applied");
        return new LocalSystem(parts, api, demo, chronicle);
    }

    /** Shows the metrics of all parts on one page, and says where. */
    private static URI show(PrometheusRegistry metrics, Parts parts) {
        try {
            HTTPServer server = parts.add(HTTPServer.builder()
                    .inetAddress(InetAddress.getLoopbackAddress())
                    .port(0)
                    .registry(metrics)
                    .buildAndStart());
            return URI.create("http://127.0.0.1:" + server.getPort() + "/metrics");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot show metrics: " + e.getMessage(), e);
        }
    }

    private static JavaImage jobRunner() {
        return JavaImage.jobRunner("io.slotwise.job.JobCommand");
    }

    /** Makes what an installation has before its parts start. */
    static void equip(KubernetesClient kubernetes) {
        apply(kubernetes, CRD);
        kubernetes
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(ACCESS.namespace())
                        .endMetadata()
                        .build())
                .create();
    }

    private static void apply(KubernetesClient kubernetes, String resource) {
        try (InputStream yaml = resource(resource)) {
            kubernetes.load(yaml).create();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static Demo demo(EmbeddedApi api, Optional<Path> manifest) {
        try (InputStream yaml = manifest.isPresent() ? Files.newInputStream(manifest.get()) : resource(MANIFEST)) {
            return Demo.apply(api.client(), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the manifest " + e.getMessage(), e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(LocalSystem.class.getResourceAsStream(name), name);
    }

    @Override
    public Demo demo() {
        return demo;
    }

    @Override
    public Chronicle chronicle() {
        return chronicle;
    }

    @Override
    public LoadGenerator startLoad() {
        List<RedisURI> seeds = addresses().stream()
                .map(address -> RedisURI.create(address.host(), address.port()))
                .toList();
        return LoadGenerator.start(LoadConfig.of(seeds).withLedger(1_000, 200));
    }

    /** Has something end before all that runs by now. */
    void endFirst(AutoCloseable part) {
        parts.add(part);
    }

    private List<PodAddress> addresses() {
        return PodAddress.of(api.client(), demo.key());
    }

    @Override
    public Optional<String> check() {
        return ClusterCheck.run(addresses());
    }

    @Override
    public void close() {
        parts.close();
    }
}
