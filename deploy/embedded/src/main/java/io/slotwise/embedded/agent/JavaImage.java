package io.slotwise.embedded.agent;

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
        return new JavaImage(JOB_RUNNER, System.getProperty("java.class.path", ""), mainClass);
    }
}
