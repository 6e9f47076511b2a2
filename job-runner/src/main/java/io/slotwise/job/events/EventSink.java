package io.slotwise.job.events;

import io.slotwise.model.JobEvent;

/** Where job events go. */
public interface EventSink extends AutoCloseable {
    EventSink NOWHERE = event -> {};

    /** Takes an event without waiting and without failing. */
    void publish(JobEvent event);

    @Override
    default void close() {}
}
