package io.slotwise.streams;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code streams}: runs the topology until the process is ended. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description = "Turns samples from Kafka into decisions and scale intents.")
public final class StreamsCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsCommand.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(25);

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
            description =
                    "properties for Kafka Streams and its clients, such as TLS and SASL; each overrides a default")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "serves /metrics, /healthz and /readyz; default: ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = "--state-dir",
            paramLabel = "DIRECTORY",
            description = "where Kafka Streams keeps its lock; default: a new temporary directory")
    private Optional<Path> stateDirectory = Optional.empty();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StreamsCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (httpPort < 0 || httpPort > 65535) {
            throw usage("--http-port must be from 0 to 65535 but is " + httpPort);
        }
        PrometheusRegistry registry = new PrometheusRegistry();
        CountDownLatch toEnd = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (AutoscalerStreams streams = AutoscalerStreams.start(configuration(), registry);
                HttpEndpoint http = HttpEndpoint.start(httpPort, registry, streams)) {
            LOG.atInfo().addKeyValue("port", http.port()).log("Serving /metrics, /healthz and /readyz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(toEnd, ended)));
            toEnd.await();
        } catch (BindException e) {
            throw usage("port " + httpPort + " is taken; choose another with --http-port");
        } finally {
            ended.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    /**
     * Lets {@link #call} commit and close everything before the process goes. It does not wait for the main thread's end:
     * that one may call {@code System.exit}, which in turn waits for this.
     */
    private static void end(CountDownLatch toEnd, CountDownLatch ended) {
        LOG.atInfo().log("Told to end; closing");
        toEnd.countDown();
        try {
            if (!ended.await(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("limit", END_LIMIT).log("Not closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    StreamsConfiguration configuration() {
        Map<String, String> properties = new HashMap<>();
        kafkaConfig.ifPresent(file -> properties.putAll(read(file)));
        if (!kafka.isBlank()) {
            properties.put("bootstrap.servers", kafka);
        }
        if (!properties.containsKey("bootstrap.servers")) {
            throw usage("no Kafka named; give --kafka HOST:PORT or set KAFKA_BOOTSTRAP_SERVERS");
        }
        StreamsConfiguration configuration = StreamsConfiguration.of(properties);
        return stateDirectory.map(configuration::withStateDirectory).orElse(configuration);
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
