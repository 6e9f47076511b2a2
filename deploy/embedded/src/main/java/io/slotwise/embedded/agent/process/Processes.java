package io.slotwise.embedded.agent.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child processes of one agent. They end with it: on {@link #close}, when the JVM ends, and, should the JVM have been
 * killed, when the next one opens the same folder.
 */
public final class Processes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Processes.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Path folder;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Thread atExit = new Thread(this::killAll, "embedded-agent-exit");
    private boolean closed;

    private Processes(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the list of processes in {@code folder} and ends what an earlier JVM left behind.
     *
     * @throws UncheckedIOException when the folder cannot be used
     */
    public static Processes open(Path folder) {
        try {
            Files.createDirectories(folder);
            Processes processes = new Processes(folder);
            processes.endLeftovers();
            Runtime.getRuntime().addShutdownHook(processes.atExit);
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder + " for the list of processes", e);
        }
    }

    private void endLeftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                ProcessRecord.parse(Files.readString(file))
                        .flatMap(ProcessRecord::find)
                        .ifPresent(Processes::endLeftover);
                Files.deleteIfExists(file);
            }
        }
    }

    private static void endLeftover(ProcessHandle process) {
        log.atInfo().addKeyValue("pid", process.pid()).log("Ending a process that an earlier run left behind");
        process.destroyForcibly();
        process.onExit().orTimeout(GRACE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /**
     * Starts a process.
     *
     * @throws IOException when it cannot be started
     * @throws CancellationException when this is closed
     */
    public synchronized Process start(Launch launch) throws IOException {
        if (closed) {
            throw new CancellationException("the agent is closed");
        }
        Files.createDirectories(launch.directory());
        Path parent = launch.log().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        running.add(process);
        Path file = file(process);
        var unused = process.onExit().thenRun(() -> forget(process, file));
        try {
            process.getOutputStream().close();
            Files.writeString(file, ProcessRecord.of(process.toHandle()).text());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        if (!process.isAlive()) {
            forget(process, file);
        }
        return process;
    }

    private Path file(Process process) {
        return folder.resolve(Long.toString(process.pid()));
    }

    private void forget(Process process, Path file) {
        running.remove(process);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.atDebug().addKeyValue("file", file).log("A process file stays behind");
        }
    }

    /** The pids of what runs now. */
    public List<Long> pids() {
        return running.stream().filter(Process::isAlive).map(Process::pid).toList();
    }

    /** Ends everything at once (SIGKILL), and lets nothing start any more. */
    public synchronized void killAll() {
        closed = true;
        running.forEach(Process::destroyForcibly);
    }

    /** Ends everything: SIGTERM first, SIGKILL to what is still there 3 s later. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List<Process> ending = List.copyOf(running);
        ending.forEach(Process::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        ending.forEach(process -> await(process, deadline));
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            log.atDebug().log("The JVM is on its way out and ends the processes itself");
        }
    }

    private static void await(Process process, long deadline) {
        try {

            if (!process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
