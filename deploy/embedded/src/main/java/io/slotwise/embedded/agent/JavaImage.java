package io.slotwise.embedded.agent;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A container image that stands for a main class, run by this JVM's own {@code java}.
 *
 * @param repository the image without its tag, such as {@code slotwise/job-runner}
 * @param classPath as for {@code java -cp}
 * @param mainClass fully qualified
 */
public record JavaImage(String repository, String classPath, String mainClass) {
    /** The image that the reconciler's Jobs name. */
    public static final String JOB_RUNNER = "slotwise/job-runner";

    /** Enough for a job of minutes; it must leave the memory to Redis. */
    private static final List<String> JVM_FLAGS =
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    /** The pods of jobs ask for little CPU at most, so they get what the others leave, as here. */
    private static final List<String> WHAT_IS_LEFT = List.of("nice", "-n", "10");

    /** The job runner, from the class path that this JVM runs on. */
    public static JavaImage jobRunner(String mainClass) {
        return new JavaImage(JOB_RUNNER, absolute(System.getProperty("java.class.path", "")), mainClass);
    }

    /** The archive of classes that this JVM was started with, if any. */
    private static List<String> archive() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:SharedArchiveFile=") || argument.startsWith("-Xlog:cds"))
                .toList();
    }

    /** The words that run it; the program's own arguments go behind them. */
    public List<String> command() {
        List<String> words = new ArrayList<>(WHAT_IS_LEFT);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM_FLAGS);
        words.addAll(archive());
        words.addAll(List.of("-cp", classPath, mainClass));
        return List.copyOf(words);
    }

    /** Containers run in folders of their own, where relative paths lead nowhere. */
    static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
