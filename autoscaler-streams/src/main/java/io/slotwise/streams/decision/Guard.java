package io.slotwise.streams.decision;

import io.slotwise.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One small pure rule that can forbid to act. Guards stand in lists, and the first that holds names the reason.
 *
 * @param reason what is announced when it holds
 * @param rule when it holds, in words; docs/decisions.md shows it
 * @param holds whether it forbids
 * @param sentence why, with the numbers, ending with what would have to change
 * @param about what it holds about, such as the nodes that are silent: while it holds, a change of that alone is told again
 */
record Guard<S>(
        Reason reason,
        String rule,
        Predicate<S> holds,
        Function<S, String> sentence,
        Function<S, Optional<String>> about) {

    Guard(Reason reason, String rule, Predicate<S> holds, Function<S, String> sentence) {
        this(reason, rule, holds, sentence, anything -> Optional.empty());
    }

    Guard<S> about(Function<S, String> what) {
        return new Guard<>(reason, rule, holds, sentence, what.andThen(Optional::of));
    }

    static <S> Optional<Guard<S>> firstOf(List<Guard<S>> guards, S subject) {
        for (Guard<S> guard : guards) {
            if (guard.holds().test(subject)) {
                return Optional.of(guard);
            }
        }
        return Optional.empty();
    }
}
