package io.slotwise.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process that is run to its end. */
final class Program {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int LAST_WORDS = 2000;
    private static final int LOOK_MILLIS = 25;

    private Program() {}

    /**
     * What a program took.
     *
     * @param wallSeconds from its start to its end
     * @param cpuSeconds of all its threads, as seen last before its end
     */
    record Cost(double wallSeconds, double cpuSeconds) {}

    /**
     * Runs it.
     *
     * @throws IllegalStateException with its last words when it fails or takes longer than 15 minutes
     */
    static Cost run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("slotwise-bench", ".log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            double cpu = 0;
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                cpu = Math.max(cpu, cpuSeconds(process));
                if (seconds(start) > LIMIT.toSeconds()) {
                    throw new IllegalStateException(
                            command.get(0) + " did not end in " + LIMIT.toMinutes() + " minutes");
                }
            }
            double wall = seconds(start);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command.subList(command.size() - 12, command.size()))
                        + " ended with " + process.exitValue() + ":\n" + lastWords(log));
            }
            return new Cost(wall, cpu);
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private static double cpuSeconds(Process process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    private static String lastWords(Path log) throws IOException {
        String words = Files.readString(log);
        return words.substring(Math.max(0, words.length() - LAST_WORDS));
    }
}
