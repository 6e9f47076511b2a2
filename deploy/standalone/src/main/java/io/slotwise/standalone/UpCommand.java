package io.slotwise.standalone;

import io.slotwise.model.json.Json;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.load.LoadProfile;
import io.slotwise.standalone.load.LoadSnapshot;
import io.slotwise.standalone.story.Story;
import io.slotwise.standalone.story.Summary;
import io.slotwise.standalone.story.Terminal;
import io.slotwise.standalone.story.Terminal.Tone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings up the whole system on this machine. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Bring up the whole system on this machine and watch it scale.",
            "",
            "Starts Kafka, a Kubernetes API with a node agent, the four parts of Slotwise, a real Redis Cluster and a"
                    + " load that rises and falls. Runs until Ctrl-C; nothing is left behind."
        })
final class UpCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);
    private static final Duration FORM_LIMIT = Duration.ofMinutes(2);

    @Option(
            names = "--story",
            description = "Play one scale-out and scale-in unattended, print a JSON summary, and end.")
    private boolean story;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".slotwise",
            description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    private Path dataDirectory = Path.of(".slotwise");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the console, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "A RedisCluster manifest to bring up instead of the built-in one.")
    private Optional<Path> manifest = Optional.empty();

    @Option(
            names = "--load",
            paramLabel = "SCRIPT",
            defaultValue = "cpu 54 for 75s, then cpu 12 for 75s, repeat",
            description = {
                "What is asked of the cluster, over all masters (default: '${DEFAULT-VALUE}').",
                "For example 'memory 100mb for 2m, then memory 0mb'; 'none' for no load."
            })
    private String load = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    UpCommand() {}

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec.commandLine().getOut(), InstantSource.system());
        Optional<LoadProfile> profile = profile();
        checkOptions();
        try (DataDirectory directory = DataDirectory.open(dataDirectory)) {
            terminal.say(Tone.WORK, "logs: " + Logs.toFile(directory.logs()));
            return run(terminal, directory, profile);
        } catch (RuntimeException e) {
            terminal.say(Tone.BAD, Sentences.of(e));
            return 1;
        }
    }

    /** Before anything is started, what could be seen to be wrong. */
    private void checkOptions() {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535 but is " + port);
        }
        manifest.filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .ifPresent(file -> {
                    throw new ParameterException(spec.commandLine(), "--manifest: cannot read the file " + file);
                });
    }

    private Optional<LoadProfile> profile() {
        if (load.equals("none")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LoadProfile.parse(load));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--load: " + e.getMessage(), e);
        }
    }

    private int run(Terminal terminal, DataDirectory directory, Optional<LoadProfile> profile) {
        try (LocalSystem system = LocalSystem.start(directory, port, manifest, terminal)) {
            return story ? playStory(terminal, system) : runOn(terminal, system, profile);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("It ended before its time");
            throw e;
        }
    }

    private static int playStory(Terminal terminal, LocalSystem system) {
        Summary summary = new Story(terminal, system).play();
        summary.problem().ifPresent(problem -> terminal.say(Tone.BAD, problem));
        terminal.print(Json.text(summary));
        return summary.ok() ? 0 : 1;
    }

    private static int runOn(Terminal terminal, LocalSystem system, Optional<LoadProfile> profile) {
        system.demo().awaitSettled("a formed cluster", any -> true, FORM_LIMIT);
        terminal.say(Tone.GOOD, "cluster formed; end with Ctrl-C");
        if (profile.isEmpty()) {
            awaitCtrlC();
            return 0;
        }
        LoadGenerator generator = system.startLoad();
        system.endFirst(() -> {
            LoadSnapshot load = generator.snapshot();
            terminal.say(load.isFlawless() ? Tone.GOOD : Tone.BAD, load.sentence());
            generator.close();
        });
        generator.follow(profile.get());
        awaitCtrlC();
        return 0;
    }

    /** Ctrl-C ends the JVM; its shutdown hooks end what runs. */
    private static void awaitCtrlC() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
