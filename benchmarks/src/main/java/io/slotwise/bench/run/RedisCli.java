package io.slotwise.bench.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code redis-cli --cluster reshard}.
 *
 * @param program the executable
 * @param pipeline keys in one MIGRATE; its own default is 10
 */
public record RedisCli(Path program, int pipeline) implements Mover {
    /** Names the program if it is not on the search path. */
    public static final String VARIABLE = "SLOTWISE_REDIS_CLI";

    /** What to say when there is none. */
    public static final String MISSING = "redis-cli is not installed, and there is nothing to compare with; install it"
            + " (Debian and Ubuntu: apt install redis-tools; macOS: brew install redis), or name it with " + VARIABLE;

    /** The program that {@value #VARIABLE} names, else the first on the search path. */
    public static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "redis-cli"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String label() {
        return "redis-cli pipeline " + pipeline;
    }

    @Override
    public List<String> command(Task task) {
        return List.of(
                program.toString(),
                "--cluster",
                "reshard",
                task.destination().address(),
                "--cluster-from",
                task.sources().stream().map(Task.Node::id).collect(Collectors.joining(",")),
                "--cluster-to",
                task.destination().id(),
                "--cluster-slots",
                Integer.toString(task.slots()),
                "--cluster-pipeline",
                Integer.toString(pipeline),
                "--cluster-yes");
    }
}
