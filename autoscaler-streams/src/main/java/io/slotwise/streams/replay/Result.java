package io.slotwise.streams.replay;

import io.slotwise.model.Decision;
import java.util.List;

/**
 * What came of trying one policy on one course.
 *
 * @param name the policy
 * @param score how well it did
 * @param scalings in order of time
 * @param decisions what the decision core had to say, in order of time; empty for the peers and when only scores are asked
 * @param timeline its course; empty when only scores are asked
 */
public record Result(String name, Score score, List<Scaling> scalings, List<Decision> decisions, Timeline timeline) {
    /** How much of a run is kept. */
    public enum Detail {
        /** The score and the scalings. */
        SCORE,
        /** All. */
        FULL
    }

    public Result {
        scalings = List.copyOf(scalings);
        decisions = List.copyOf(decisions);
    }
}
