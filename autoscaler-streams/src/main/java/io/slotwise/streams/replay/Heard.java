package io.slotwise.streams.replay;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Sample;
import java.time.Instant;

/** One record that autoscaler-streams heard, of either topic. */
public sealed interface Heard {
    /** When it was heard; a sample is judged as of then. */
    Instant at();

    /** A sample. */
    record Tick(Instant at, Sample sample) implements Heard {}

    /** The reconciler's word on the cluster. */
    record Word(Instant at, ClusterRecord cluster) implements Heard {}

    /** A sample that was heard when it was taken. */
    static Heard of(Sample sample) {
        return new Tick(sample.at(), sample);
    }

    /** A cluster record that was heard when it was written. */
    static Heard of(ClusterRecord cluster) {
        return new Word(cluster.at(), cluster);
    }
}
