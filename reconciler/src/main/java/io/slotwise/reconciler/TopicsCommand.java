package io.slotwise.reconciler;

import io.slotwise.reconciler.kafka.TopicCreation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

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
        Map<String, String> client = kafka.client();
        client.put("default.api.timeout.ms", Long.toString(timeout * 1000L));
        client.put("request.timeout.ms", Long.toString(Math.min(30, timeout) * 1000L));
        return client;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
