package io.slotwise.job;

/** Who is told how a job goes. None of them may hold it up or make it fail. */
public interface JobListener {
    /** The job begins. */
    default void started() {}

    /** A step is taken; the sentence says which. */
    default void step(String sentence) {}

    /** Nothing can be done for the moment. */
    default void waiting(String reason) {}

    default void progress(Progress progress) {}

    default void ended(Outcome outcome, Progress progress) {}
}
