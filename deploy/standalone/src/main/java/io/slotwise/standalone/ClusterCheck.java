package io.slotwise.standalone;

import io.slotwise.job.JobCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks whether a cluster is whole: with the job runner's own check, and with {@code redis-cli} where there is one. */
final class ClusterCheck {
    private ClusterCheck() {}

    /** What is wrong, if anything. */
    static Optional<String> run(List<PodAddress> nodes) {
        return ownCheck(nodes).or(() -> redisCli().flatMap(cli -> redisCliCheck(cli, nodes.get(0))));
    }

    private static Optional<String> ownCheck(List<PodAddress> nodes) {
        List<String> words = new ArrayList<>(List.of("check"));
        nodes.forEach(node -> words.addAll(List.of("--node", node.pod() + "=" + node.address())));
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int code = JobCommand.commandLine().setOut(writer).setErr(writer).execute(words.toArray(String[]::new));
        return code == 0 ? Optional.empty() : Optional.of("check says " + output);
    }

    private static Optional<Path> redisCli() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "redis-cli"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<String> redisCliCheck(Path cli, PodAddress node) {
        try {
            Process process = new ProcessBuilder(cli.toString(), "--cluster", "check", node.address())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.empty() : Optional.of("redis-cli --cluster check says " + output);
        } catch (IOException e) {
            return Optional.of("redis-cli does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the check was interrupted");
        }
    }
}
