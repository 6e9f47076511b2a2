package io.slotwise.streams.replay;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import io.slotwise.streams.decision.Decider;
import io.slotwise.streams.decision.Outcome;
import io.slotwise.streams.decision.Rules;
import io.slotwise.streams.decision.State;
import java.util.Optional;

/**
 * Slotwise's own decision core, the very code that runs live, fed with the samples and cluster records that a cluster under
 * it would have given.
 *
 * @param name how it is called
 * @param policy the rules it is given; absent: those of the recording, or else the default manifest's
 * @param rules the core's own numbers
 */
public record Slotwise(String name, Optional<Policy> policy, Rules rules) implements Contender {
    public static final String NAME = "slotwise";

    public static Slotwise of(Policy policy) {
        return new Slotwise(NAME, Optional.of(policy), Rules.DEFAULT);
    }

    /** With the recording's rules, or else the default manifest's. */
    public static Slotwise asRecorded() {
        return new Slotwise(NAME, Optional.empty(), Rules.DEFAULT);
    }

    @Override
    public Pilot pilot(Course course, Diary diary) {
        return new Run(course, diary);
    }

    private final class Run implements Pilot {
        private final Decider decider = new Decider(rules);
        private final Diary diary;
        private final Stage stage;
        private final Optional<Memory> memory;
        private State state = State.UNKNOWN;
        private int scalings;
        private boolean running;
        private String why = "";

        Run(Course course, Diary diary) {
            this.diary = diary;
            // Samples come at the course's interval; by another one they would be too far apart to confirm anything.
            Optional<Policy> own = policy.map(rules -> Manifest.at(course.interval(), rules));
            stage = Stage.of(course, own);
            memory = course.recording().map(recording -> new Memory(recording, own));
            if (memory.isEmpty()) {
                learn(stage.quiet(course.at(0), course.masters()));
            }
        }

        @Override
        public int wanted(Observation seen) {
            Optional<Outcome> outcome = isAsRecorded(seen) ? recorded(seen) : played(seen);
            Optional<Intent> intent = outcome.flatMap(Outcome::intent);
            intent.ifPresent(wish -> why = wish.sentence());
            return intent.map(Intent::masters).orElse(seen.wanted());
        }

        private boolean isAsRecorded(Observation seen) {
            return memory.isPresent() && seen.scalings() == 0 && memory.get().reaches(seen);
        }

        /** As long as nothing differs from what happened, it hears what was heard. */
        private Optional<Outcome> recorded(Observation seen) {
            Optional<Outcome> outcome = Optional.empty();
            Memory past = memory.orElseThrow();
            while (past.hasNext(seen)) {
                Heard heard = past.next();
                if (heard instanceof Heard.Word word) {
                    learn(past.ruled(word.cluster()));
                    stage.follow(past.ruled(word.cluster()));
                } else if (heard instanceof Heard.Tick tick) {
                    Outcome next =
                            take(decider.decide(state, tick.sample(), tick.at())); // before the words that follow
                    outcome = outcome.filter(one -> one.intent().isPresent()).or(() -> Optional.of(next));
                }
            }
            return outcome;
        }

        private Optional<Outcome> played(Observation seen) {
            keepUp(seen);
            if (seen.sight() == Course.Sight.ABSENT) {
                return decider.silence(state, seen.at()).map(this::take);
            }
            Sample sample = stage.sample(seen);
            return Optional.of(take(decider.decide(state, sample, sample.at())));
        }

        /** What the reconciler would have said since the last tick. */
        private void keepUp(Observation seen) {
            if (state.cluster().isEmpty()) {
                learn(stage.quiet(seen.at(), seen.wanted()));
            }
            if (seen.scalings() != scalings) {
                scalings = seen.scalings();
                running = true;
                learn(stage.running(seen.course().at(seen.lastBegan()), seen.wanted()));
            }
            if (running && !seen.isRunning()) {
                running = false;
                learn(stage.quiet(seen.at(), seen.wanted()));
            }
        }

        private void learn(ClusterRecord record) {
            state = state.learn(record);
        }

        private Outcome take(Outcome outcome) {
            state = outcome.state();
            if (outcome.novelty() == Outcome.Novelty.NEWS) {
                diary.note(outcome);
            }
            return outcome;
        }

        @Override
        public String why() {
            return why;
        }
    }
}
