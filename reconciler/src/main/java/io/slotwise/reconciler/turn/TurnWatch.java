package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import java.util.Optional;

/** Is told what a turn sees and does, to count it. */
public interface TurnWatch {
    /** A cluster was looked at. */
    void saw(ClusterKey cluster, Optional<ClusterRecord.Operation.Kind> operation, Optional<Sample> sample);

    /** A cluster is gone. */
    void lost(ClusterKey cluster);

    /** A turn took longer than it may; it goes on with its next one. */
    void outOfTime(ClusterKey cluster);

    /** An intent was settled. */
    void settled(Reason outcome);
}
