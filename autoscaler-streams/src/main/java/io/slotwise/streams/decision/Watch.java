package io.slotwise.streams.decision;

import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of one cluster from sample to sample.
 *
 * @param lastSample when the newest sample was taken
 * @param streak how many samples in a row have pulled the same way
 * @param outstanding the intent that was made and not answered yet
 * @param lastIntent when the last intent was made, answered or not
 * @param quietSince when the last operation was gone
 * @param told what was last announced
 */
public record Watch(
        Optional<Instant> lastSample,
        Streak streak,
        Optional<Outstanding> outstanding,
        Optional<Instant> lastIntent,
        Optional<Instant> quietSince,
        Optional<Told> told) {
    public static final Watch NEW = new Watch(
            Optional.empty(), Streak.NONE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * An intent without an answer. The answer is a cluster record of another generation.
     *
     * @param id the intent's id
     * @param masters the number it asks for
     * @param expiresAt from then on it is void
     */
    public record Outstanding(String id, int masters, Instant expiresAt) {}

    /** What was last announced: only a change is news. */
    public record Told(Verdict verdict, Reason reason) {}

    /** After the newest sample, with what has become of the streak; an intent that has expired by then is forgotten. */
    Watch sampled(Instant at, Streak newStreak) {
        Optional<Outstanding> open = outstanding.filter(intent -> at.isBefore(intent.expiresAt()));
        return new Watch(Optional.of(at), newStreak, open, lastIntent, quietSince, told);
    }

    Watch emitted(Intent intent) {
        Outstanding open = new Outstanding(intent.id(), intent.masters(), intent.expiresAt());
        return new Watch(lastSample, Streak.NONE, Optional.of(open), Optional.of(intent.at()), quietSince, told);
    }

    Watch announced(Told now) {
        return new Watch(lastSample, streak, outstanding, lastIntent, quietSince, Optional.of(now));
    }

    /** The spec has moved on: any intent is answered, and what was seen under the old rules confirms nothing. */
    Watch respecified() {
        return new Watch(lastSample, Streak.NONE, Optional.empty(), lastIntent, quietSince, told);
    }

    Watch quiet(Instant since) {
        return new Watch(lastSample, Streak.NONE, outstanding, lastIntent, Optional.of(since), told);
    }

    Watch unconfirmed() {
        return new Watch(lastSample, Streak.NONE, outstanding, lastIntent, quietSince, told);
    }
}
