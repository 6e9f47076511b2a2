package io.slotwise.reconciler;

import io.slotwise.reconciler.kafka.TopicCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code topics}: creates Slotwise's topics once, before its parts use them. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = {
            "Creates those of Slotwise's topics that are missing.",
            "Topics that are there stay as they are; it fails with a sentence when one is not kept as it must be."
        })
public final class TopicsCommand implements Callable<Integer> {
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
            description = "properties for Kafka's client, such as TLS and SASL")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "3",
            description = "of each topic that is created; default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "3",
            description = "copies of each partition; default: ${DEFAULT-VALUE}")
    private short replicationFactor;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long Kafka may take to answer; default: ${DEFAULT-VALUE}")
    private int timeout;

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new TopicsCommand());
        command.setExecutionExceptionHandler((problem, line, parsed) -> {
            line.getErr().println(problem.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() {
        atLeastOne("--partitions", partitions);
        atLeastOne("--replication-factor", replicationFactor);
        atLeastOne("--timeout", timeout);
        TopicCreation.Result result =
                new TopicCreation(client(), Duration.ofSeconds(timeout)).create(partitions, replicationFactor);
        result.created().forEach(name -> spec.commandLine().getOut().println("created " + name));
        result.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
        spec.commandLine().getOut().flush();
        return result.problems().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw usage(option + " must be at least 1 but is " + value);
        }
    }

    private Map<String, String> client() {
        Map<String, String> client = new HashMap<>();
        kafkaConfig.ifPresent(file -> client.putAll(read(file)));
        if (!kafka.isBlank()) {
            client.put("bootstrap.servers", kafka);
        }
        if (!client.containsKey("bootstrap.servers")) {
            throw usage("no Kafka named; give --kafka HOST:PORT or set KAFKA_BOOTSTRAP_SERVERS");
        }
        client.put("default.api.timeout.ms", Long.toString(timeout * 1000L));
        client.put("request.timeout.ms", Long.toString(Math.min(30, timeout) * 1000L));
        return client;
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
