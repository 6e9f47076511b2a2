package io.slotwise.embedded.agent;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
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

    /** The job runner, from the class path that this JVM runs on. */
    public static JavaImage jobRunner(String mainClass) {
        return new JavaImage(JOB_RUNNER, absolute(System.getProperty("java.class.path", "")), mainClass);
    }

    /** Containers run in folders of their own, where relative paths lead nowhere. */
    static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
