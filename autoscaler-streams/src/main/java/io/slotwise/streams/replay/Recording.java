package io.slotwise.streams.replay;

import io.slotwise.model.ClusterRecord;
import java.util.List;
import java.util.Optional;

/**
 * What was recorded of one cluster. As long as a simulated policy does what was done, it is shown the very samples.
 *
 * @param heard records in the order in which they were heard; a long recording keeps only its beginning
 * @param last the last word of the reconciler; absent when there was none
 */
public record Recording(List<Heard> heard, Optional<ClusterRecord> last) {
    public Recording {
        heard = List.copyOf(heard);
    }
}
