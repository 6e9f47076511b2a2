package io.slotwise.standalone.lab;

import io.slotwise.model.ClusterKey;
import io.slotwise.standalone.lab.source.PrometheusAuth;
import io.slotwise.streams.history.Timestamps;
import io.slotwise.streams.replay.DemandSeries;
import io.slotwise.streams.replay.Plant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a history is read; the same for all commands that read one. */
final class SourceOptions {
    private static final double LEAST_INTERVAL_SECONDS = 1;
    private static final double MOST_INTERVAL_SECONDS = 3600;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--cluster",
            paramLabel = "NAMESPACE/NAME",
            description = "Which cluster, where a history has several.")
    private Optional<String> cluster = Optional.empty();

    @Option(names = "--from", paramLabel = "TIME", description = "Begin there, such as '2026-11-01 06:00' (UTC).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "End before that.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "KIND",
            defaultValue = "cpu",
            description = "What a CSV file's values measure, of the whole cluster: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE}). Times the scale they are percent of one core, or bytes.")
    private DemandSeries.Kind kind = DemandSeries.Kind.CPU;

    @Option(
            names = "--scale",
            paramLabel = "NUMBER",
            defaultValue = "auto",
            description = "Times which a CSV file's values are taken. By default so that the masters carry the mean at"
                    + " half of what they can.")
    private String scale = "auto";

    @Option(
            names = "--masters",
            paramLabel = "COUNT",
            defaultValue = "3",
            description = "Masters at the beginning of a CSV file (default: ${DEFAULT-VALUE}).")
    private int masters;

    @Option(
            names = "--bytes-per-master",
            paramLabel = "BYTES",
            description = "What each of them holds at the beginning (default: 1 GB).")
    private Optional<Long> bytesPerMaster = Optional.empty();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "Seconds from sample to sample, of a CSV file or a Prometheus (default: the policy's"
                    + " metricsQueryInterval).")
    private Optional<Double> interval = Optional.empty();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for Kafka's clients, such as TLS and SASL.")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(
            names = "--prometheus-auth",
            paramLabel = "FILE",
            description = "A file with token=, or user= and password=; else SLOTWISE_PROMETHEUS_TOKEN, or _USER and"
                    + " _PASSWORD, in the environment.")
    private Optional<Path> prometheusAuth = Optional.empty();

    Optional<ClusterKey> cluster() {
        return cluster.map(text -> OptionValue.read(spec, "--cluster", text, ClusterKey::parse));
    }

    Instant from() {
        return from.map(text -> OptionValue.read(spec, "--from", text, Timestamps::parse))
                .orElse(Instant.EPOCH);
    }

    /** The first moment that is out; the end of all time when none was named. */
    Instant to() {
        Instant end = to.map(text -> OptionValue.read(spec, "--to", text, Timestamps::parse))
                .orElse(Instant.MAX);
        if (!from().isBefore(end)) {
            throw usage("--from " + from() + " is not before --to " + end);
        }
        return end;
    }

    Optional<Instant> end() {
        return to.map(ignored -> to());
    }

    Optional<Duration> interval() {
        return interval.map(seconds -> {
            if (!(seconds >= LEAST_INTERVAL_SECONDS && seconds <= MOST_INTERVAL_SECONDS)) {
                throw usage("--interval must be from 1 to 3600 seconds but is " + seconds);
            }
            return Duration.ofMillis(Math.round(seconds * 1000));
        });
    }

    /** How a plain column becomes demand. */
    DemandSeries.Reading reading(Duration usualInterval) {
        if (masters < 1 || masters > MOST_MASTERS) {
            throw usage("--masters must be from 1 to " + MOST_MASTERS + " but is " + masters);
        }
        long bytes = bytesPerMaster.orElse(Plant.UNKNOWN_BYTES_PER_MASTER);
        if (bytes < 1) {
            throw usage("--bytes-per-master must be at least 1 but is " + bytes);
        }
        return new DemandSeries.Reading(
                kind, scaleNumber(), masters, bytes, interval().orElse(usualInterval));
    }

    private static final int MOST_MASTERS = 1000;

    private OptionalDouble scaleNumber() {
        if (scale.equals("auto")) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(scale);
            if (number > 0 && Double.isFinite(number)) {
                return OptionalDouble.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw usage("--scale must be 'auto' or a number over 0 but is '" + scale + "'");
    }

    /** Properties for a Kafka client. */
    Map<String, String> kafka(String bootstrapServers) {
        Map<String, String> all = new HashMap<>();
        kafkaConfig.ifPresent(file -> all.putAll(read(file)));
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }

    private Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw usage("--kafka-config: cannot read the properties in " + file + ": " + e.getMessage());
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    PrometheusAuth prometheusAuth() {
        return PrometheusAuth.of(prometheusAuth, System.getenv());
    }

    ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
