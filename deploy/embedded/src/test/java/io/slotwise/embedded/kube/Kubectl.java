package io.slotwise.embedded.kube;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The system's {@code kubectl}, with a configuration, cache and home of its own. */
public final class Kubectl {
    private static final long LIMIT_SECONDS = 30;

    private final Path home;
    private final Path config;

    public Kubectl(Path home, EmbeddedApi api) {
        this.home = home;
        this.config = home.resolve("kubeconfig");
        api.writeKubeconfig(config);
    }

    /** Whether there is one; tests that need it are skipped and say so when there is not. */
    public static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    /** What a run printed, both streams, and how it ended. */
    public record Outcome(int code, String output) {}

    public Outcome run(String... words) throws IOException, InterruptedException {
        return runWithInput("", words);
    }

    public Outcome runWithInput(String input, String... words) throws IOException, InterruptedException {
        return runWith(Map.of(), input, words);
    }

    public Outcome runWith(Map<String, String> environment, String input, String... words)
            throws IOException, InterruptedException {
        Process process = start(environment, words);
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("kubectl did not end: " + String.join(" ", words));
        }
        return new Outcome(process.exitValue(), output);
    }

    public Process start(String... words) throws IOException {
        return start(Map.of(), words);
    }

    private Process start(Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", config.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
