package io.slotwise.reconciler.kafka;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.DeadLetter;
import io.slotwise.model.JobEvent;
import java.util.Map;

/** Is told what comes in by the topics, to count it; on the thread that reads them. */
public interface TopicWatch {
    /** A record could not be used. */
    void setAside(DeadLetter letter);

    /** A job of a known cluster said how far it is. */
    void heard(JobEvent event);

    /** The record of a cluster was withdrawn. */
    void forgotten(ClusterKey cluster);

    /** How many records are still to be read, by topic. */
    void lag(Map<String, Long> records);
}
