package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.Sample;
import java.util.Optional;

/** What the topics say of a cluster. */
public interface Knowledge {
    /** The last sample. */
    Optional<Sample> sample(ClusterKey cluster);

    /** The last intent, as long as it is not settled. */
    Optional<Intent> openIntent(ClusterKey cluster);

    /** That intent needs no look any more. */
    void settle(Intent intent);

    /** What was published last. */
    Optional<ClusterRecord> published(ClusterKey cluster);

    /** The next sample of that cluster is waited for, whatever it says. */
    void awaitSample(ClusterKey cluster);
}
