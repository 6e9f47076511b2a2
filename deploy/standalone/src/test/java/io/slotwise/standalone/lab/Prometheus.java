package io.slotwise.standalone.lab;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus over a history that was given to it. */
final class Prometheus implements AutoCloseable {
    private final Process process;
    private final String address;

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it; without one on the PATH, the calling test is skipped with a sentence.
     *
     * @param openMetrics each line with its time
     */
    static Prometheus start(Path directory, String openMetrics) throws IOException, InterruptedException {
        Optional<Path> server = executable("prometheus");
        Optional<Path> tool = executable("promtool");
        Assumptions.assumeTrue(
                server.isPresent() && tool.isPresent(),
                "No prometheus and promtool on the PATH, so that none was asked; install the package prometheus.");
        Path data = Files.createDirectories(directory.resolve("data"));
        Path input = Files.writeString(directory.resolve("input.om"), openMetrics);
        Path config = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
        run(directory, tool.get(), "tsdb", "create-blocks-from", "openmetrics", input, data);
        int port = freePort();
        Process process = process(
                directory,
                server.get(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port);
        Prometheus prometheus = new Prometheus(process, "127.0.0.1:" + port);
        await().atMost(Duration.ofMinutes(1)).until(prometheus::isReady);
        return prometheus;
    }

    String address() {
        return address;
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/-/ready"))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(Path directory, Object... words) throws IOException, InterruptedException {
        int code = process(directory, words).waitFor();
        if (code != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("log")));
        }
    }

    private static Process process(Path directory, Object... words) throws IOException {
        return new ProcessBuilder(Stream.of(words).map(Object::toString).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private static Optional<Path> executable(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
                .map(path -> Path.of(path, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
