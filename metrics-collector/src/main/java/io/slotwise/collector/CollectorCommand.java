package io.slotwise.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.slotwise.collector.prometheus.PromQueries;
import io.slotwise.collector.redis.Password;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code collector}: runs a collector until the process is ended. */
@Command(
        name = "collector",
        mixinStandardHelpOptions = true,
        description = "Reads Redis and Prometheus and publishes samples to Kafka.",
        footer = "The Redis password, if there is one, is read from the variable REDIS_PASSWORD.")
public final class CollectorCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorCommand.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-}",
            description = "Kafka's bootstrap servers; default: the variable KAFKA_BOOTSTRAP_SERVERS")
    private String kafka = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "properties for the Kafka clients, such as TLS and SASL")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "serves /metrics, /healthz and /readyz; default: ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = "--node-timeout",
            paramLabel = "MILLISECONDS",
            defaultValue = "2000",
            description = "after which a node counts as silent; default: ${DEFAULT-VALUE}")
    private long nodeTimeout;

    @Option(
            names = "--access",
            paramLabel = "FOLDER",
            description =
                    "files that say how clusters let the collector in, as the reconciler writes them into a Secret;"
                            + " read anew for each connection; variable REDIS_ACCESS_FOLDER")
    private Optional<Path> access = Optional.empty();

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Option(
            names = "--promql",
            paramLabel = "METRIC=QUERY",
            description = "PromQL for a metric: ${COMPLETION-CANDIDATES}; $namespace and $pods are filled in")
    private Map<PromQueries.Metric, String> promql = new HashMap<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CollectorCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (httpPort < 0 || httpPort > 65535) {
            throw usage("--http-port must be from 0 to 65535 but is " + httpPort);
        }
        PrometheusRegistry registry = new PrometheusRegistry();
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (Collector collector = Collector.start(config(System.getenv()), registry);
                HttpEndpoint http = HttpEndpoint.start(httpPort, registry, collector)) {
            LOG.atInfo().addKeyValue("port", http.port()).log("Collector runs");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ending, closed)));
            ending.await();
        } catch (BindException e) {
            throw usage("port " + httpPort + " is taken; choose another with --http-port");
        } finally {
            closed.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    /** Lets {@link #call} close everything before the process goes. */
    private static void end(CountDownLatch ending, CountDownLatch closed) {
        LOG.atInfo().log("Told to end; closing");
        ending.countDown();
        try {
            // the thread that called must not be waited for: it ends in System.exit, which waits for this hook
            closed.await(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    CollectorConfig config(Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>();
        kafkaConfig.ifPresent(file -> properties.putAll(read(file)));
        if (!kafka.isBlank()) {
            properties.put("bootstrap.servers", kafka);
        }
        if (!properties.containsKey("bootstrap.servers")) {
            throw usage("no Kafka named; give --kafka HOST:PORT or set KAFKA_BOOTSTRAP_SERVERS");
        }
        if (nodeTimeout < 1) {
            throw usage("--node-timeout must be at least 1 but is " + nodeTimeout);
        }
        return CollectorConfig.of(properties)
                .withNodeTimeout(Duration.ofMillis(nodeTimeout))
                .withTls(tls.tls(environment))
                .withAccess(access.or(() -> Optional.ofNullable(environment.get("REDIS_ACCESS_FOLDER"))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)))
                .withQueries(new PromQueries(promql))
                .withPassword(Optional.ofNullable(environment.get("REDIS_PASSWORD"))
                        .filter(secret -> !secret.isEmpty())
                        .map(Password::new));
    }

    private Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw usage("cannot read the Kafka properties in " + file + ": " + e.getMessage());
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
