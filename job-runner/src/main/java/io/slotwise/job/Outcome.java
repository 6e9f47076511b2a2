package io.slotwise.job;

/** How a job ended. */
public sealed interface Outcome {
    /** Done and verified. */
    record Done() implements Outcome {}

    /**
     * Not done; what was done so far is kept, and the same command goes on from there.
     *
     * @param sentence why
     */
    record Failed(String sentence) implements Outcome {}

    /**
     * Not done, and running it again changes nothing until the cause is gone.
     *
     * @param sentence why, with numbers, and what to do
     */
    record Refused(String sentence) implements Outcome {}

    /** The process' exit code: 0 done, 1 failed, 3 refused (2 is a wrong command line). */
    default int exitCode() {
        if (this instanceof Done) {
            return 0;
        }
        return this instanceof Failed ? 1 : 3;
    }

    /** What to tell people. */
    default String words() {
        if (this instanceof Failed failed) {
            return failed.sentence();
        }
        return this instanceof Refused refused ? refused.sentence() : "done";
    }
}
