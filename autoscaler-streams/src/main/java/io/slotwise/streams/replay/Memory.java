package io.slotwise.streams.replay;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A way through a recording, up to where the number of masters in it changes. */
final class Memory {
    private final List<Heard> heard;
    private final Optional<Policy> policy;
    private int next;
    private boolean left;

    Memory(Recording recording, Optional<Policy> policy) {
        this.heard = recording.heard();
        this.policy = policy;
    }

    /** Whether the recording still tells of a cluster with as many masters; once it does not, it never will again. */
    boolean reaches(Observation seen) {
        if (!left) {
            left = next >= heard.size() || differs(seen);
        }
        return !left;
    }

    private boolean differs(Observation seen) {
        for (int i = next; i < heard.size() && isUpTo(heard.get(i), seen); i++) {
            if (heard.get(i) instanceof Heard.Word word && word.cluster().masters() != seen.wanted()) {
                return true;
            }
        }
        return false;
    }

    boolean hasNext(Observation seen) {
        return next < heard.size() && isUpTo(heard.get(next), seen);
    }

    /** A tick's sample is the one nearest to it; what was heard before that sample belongs to it too. */
    private static boolean isUpTo(Heard record, Observation seen) {
        Instant at = record instanceof Heard.Tick tick ? tick.sample().at() : record.at();
        return at.isBefore(seen.at().plus(seen.course().interval().dividedBy(2)));
    }

    Heard next() {
        return heard.get(next++);
    }

    /** The record with the rules that are on trial. */
    ClusterRecord ruled(ClusterRecord record) {
        return policy.map(rules -> Stage.with(record, rules)).orElse(record);
    }
}
