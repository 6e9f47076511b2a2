package io.slotwise.standalone;

import io.slotwise.reconciler.ReconcilerCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A reconciler in a process of its own, which can be killed as a lost node kills it, and started anew. */
final class ReconcilerProcess implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final List<String> command;
    private final Path log;
    private Process process;

    /**
     * Starts it.
     *
     * @param words its command line
     * @param log what it prints is added to this file
     */
    ReconcilerProcess(List<String> words, Path log) {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReconcilerCommand.class.getName()));
        command.addAll(words);
        this.log = log;
        this.process = start();
    }

    private Process start() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL, and another one in its place. */
    void killAndStartAnew() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended by itself with " + process.exitValue() + "; see " + log);
        }
        process.destroyForcibly().waitFor();
        process = start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
