package io.slotwise.streams.decision;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
 * @param ledger what the cluster's scalings cost and brought
 */
public record Watch(
        Optional<Instant> lastSample,
        Streak streak,
        Optional<Outstanding> outstanding,
        Optional<Instant> lastIntent,
        Optional<Instant> quietSince,
        Optional<Told> told,

        @JsonSetter(nulls = Nulls.AS_EMPTY) Ledger ledger) {
    public static final Watch NEW = new Watch(
            Optional.empty(),
            Streak.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Ledger.EMPTY);

    /**
     * An intent without an answer. The answer is a cluster record of another generation.
     *
     * @param id the intent's id
     * @param masters the number it asks for
     * @param expiresAt from then on it is void
     * @param plan what goes to the ledger when it is applied
     */
    public record Outstanding(String id, int masters, Instant expiresAt, Optional<Ledger.Entry> plan) {}

    /**
     * What was last announced: only a change is news.
     *
     * @param about what the verdict holds about, where its reason alone does not say it
     */
    public record Told(Verdict verdict, Reason reason, Optional<String> about) {
        Told(Verdict verdict, Reason reason) {
            this(verdict, reason, Optional.empty());
        }
    }

    /** After the newest sample, with what has become of the streak; an intent that has expired by then is forgotten. */
    Watch sampled(Instant at, Streak newStreak) {
        Optional<Outstanding> open = outstanding.filter(intent -> at.isBefore(intent.expiresAt()));
        return new Watch(Optional.of(at), newStreak, open, lastIntent, quietSince, told, ledger);
    }

    Watch emitted(Intent intent, Ledger.Entry plan) {
        Outstanding open = new Outstanding(intent.id(), intent.masters(), intent.expiresAt(), Optional.of(plan));
        return new Watch(
                lastSample, Streak.NONE, Optional.of(open), Optional.of(intent.at()), quietSince, told, ledger);
    }

    Watch announced(Told now) {
        return new Watch(lastSample, streak, outstanding, lastIntent, quietSince, Optional.of(now), ledger);
    }

    Watch accounted(Ledger next) {
        return new Watch(lastSample, streak, outstanding, lastIntent, quietSince, told, next);
    }

    /** The spec has moved on, from so many masters to so many: by the intent that is open, or by somebody else. */
    Watch answered(int before, int after) {
        Ledger next = outstanding
                .filter(intent -> intent.masters() == after && before != after)
                .flatMap(Outstanding::plan)
                .map(ledger::scaled)
                .orElse(before == after ? ledger : ledger.disturbed());
        return respecified().accounted(next);
    }

    /** That of a shadow policy, whose scaling counts as done. */
    Watch supposed() {
        return outstanding
                .flatMap(Outstanding::plan)
                .map(plan -> accounted(ledger.supposed(plan)))
                .orElse(this);
    }

    /** The spec has moved on: any intent is answered, and what was seen under the old rules confirms nothing. */
    Watch respecified() {
        return new Watch(lastSample, Streak.NONE, Optional.empty(), lastIntent, quietSince, told, ledger);
    }

    /** That of a shadow policy, beside the cluster's own: an intent that it would have made is answered by the same. */
    Watch besides(Watch own, long generation) {
        boolean isAnswered = outstanding
                .filter(intent -> !intent.id().endsWith("@" + generation))
                .isPresent();
        Watch since = new Watch(lastSample, streak, outstanding, lastIntent, own.quietSince, told, ledger);
        return isAnswered ? since.respecified() : since;
    }

    Watch quiet(Instant since) {
        return new Watch(lastSample, Streak.NONE, outstanding, lastIntent, Optional.of(since), told, ledger);
    }

    Watch unconfirmed() {
        return new Watch(lastSample, Streak.NONE, outstanding, lastIntent, quietSince, told, ledger);
    }
}
