package io.slotwise.bench.streams;

import io.slotwise.streams.StreamsCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code streams} in a process of its own, with a heap that is bounded. */
final class StreamsProcess implements AutoCloseable {
    /** A generation's line of the serial collector's heap, such as {@code tenured generation   total 1K, used 1K}. */
    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Path log;

    private StreamsProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    static StreamsProcess start(String bootstrapServers, int maxHeapMiB, Optional<Path> kafkaConfig, Path directory)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                java("java"),
                "-Xmx" + maxHeapMiB + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                StreamsCommand.class.getName(),
                "--kafka",
                bootstrapServers,
                "--http-port",
                Integer.toString(port)));
        kafkaConfig.ifPresent(file -> command.addAll(List.of("--kafka-config", file.toString())));
        Path log = directory.resolve("streams.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        StreamsProcess started = new StreamsProcess(process, port, log);
        started.awaitReady();
        return started;
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .build();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            requireAlive();
            try {
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Its port is not open yet.
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        close();
        throw new IllegalStateException("streams was not ready within " + LIMIT.toSeconds() + " s; see " + log);
    }

    /** Fails when the process has ended, for want of heap, say. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("streams ended with " + process.exitValue() + "; see " + log);
        }
    }

    /** Heap in use right after a full collection, bytes. */
    long liveHeap() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long kib = 0;
        while (used.find()) {
            kib += Long.parseLong(used.group(1));
        }
        return kib * 1024;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + answer);
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
