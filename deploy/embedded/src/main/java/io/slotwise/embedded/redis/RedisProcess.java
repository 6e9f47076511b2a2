package io.slotwise.embedded.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One running {@code redis-server} on an address of its own, port 6379, as a pod has it. It ends with this JVM. */
public final class RedisProcess implements AutoCloseable {
    public static final int PORT = 6379;

    private static final int BUS_PORT = 16379;
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final String host;
    private final Path directory;
    private final Thread atExit;

    private RedisProcess(Process process, String host, Path directory) {
        this.process = process;
        this.host = host;
        this.directory = directory;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A free address for {@link #start}. */
    public static String newHost() {
        return LoopbackAddress.acquire(PORT, BUS_PORT);
    }

    /**
     * Starts a server in cluster mode, on an address of its own, and returns when it answers.
     *
     * @param settings further words of its command line, such as {@code --maxmemory 64mb}
     */
    public static RedisProcess startClusterNode(RedisBinary binary, Path directory, String... settings) {
        List<String> words = new ArrayList<>(List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "2000",
                "--cluster-allow-replica-migration",
                "no"));
        words.addAll(List.of(settings));
        return start(binary, newHost(), directory, words);
    }

    /**
     * Starts a server and returns when it answers. What it prints stands in {@code redis.log} in its directory. With
     * {@code --port 0 --tls-port 6379} it speaks TLS only, and that it takes connections counts as an answer.
     *
     * @throws IllegalStateException with its last words when it ends or does not answer in 20 s
     */
    public static RedisProcess start(RedisBinary binary, String host, Path directory, List<String> settings) {
        List<String> command = new ArrayList<>(List.of(
                binary.path().toString(),
                "--bind",
                host,
                "--port",
                Integer.toString(PORT),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(settings);
        try {
            Files.createDirectories(directory);
            Path log = directory.resolve("redis.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            RedisProcess redis = new RedisProcess(process, host, directory);
            redis.awaitAnswer(log, speaksTls(settings) ? redis::listens : redis::answersPing);
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + binary.path(), e);
        }
    }

    private void awaitAnswer(Path log, BooleanSupplier answers) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException(
                        "redis-server on " + host + " did not start:\n" + Files.readString(log));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for redis-server", e);
        }
    }

    private static boolean speaksTls(List<String> settings) {
        int option = settings.indexOf("--tls-port");
        return option >= 0 && settings.get(option + 1).equals(Integer.toString(PORT));
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, PORT), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean answersPing() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, PORT), 200);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(1);
            return answer.length == 1 && (answer[0] == '+' || answer[0] == '-');
        } catch (IOException e) {
            return false;
        }
    }

    public String host() {
        return host;
    }

    public int port() {
        return PORT;
    }

    /** {@code host:port}. */
    public String address() {
        return host + ":" + PORT;
    }

    public Path directory() {
        return directory;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power cut does (SIGKILL); its address stays taken so that it can come back. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        kill();
        LoopbackAddress.release(host);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the JVM is on its way out and runs the hook itself
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
