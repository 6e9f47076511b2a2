package io.slotwise.standalone.story;

import io.slotwise.model.DeadLetter;
import io.slotwise.model.Decision;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Verdict;
import io.slotwise.model.json.Topic;
import io.slotwise.standalone.feed.TopicFeed;
import io.slotwise.standalone.story.Terminal.Tone;

/** Puts into words what passes through the topics: decisions with their reasons, jobs with their progress. */
public final class Narrator implements TopicFeed.Listener {
    private static final int QUARTERS = 4;

    private final Terminal terminal;
    private int quarterTold;

    public Narrator(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void heard(Topic<?> topic, Object value) {
        if (value instanceof Decision decision && decision.shadow().isEmpty()) {
            tell(decision);
        } else if (value instanceof JobEvent event) {
            tell(event);
        } else if (value instanceof DeadLetter letter) {
            terminal.say(Tone.BAD, "set aside: a record of " + letter.topic() + ": " + letter.problem());
        }
    }

    private void tell(Decision decision) {
        String verdict = switch (decision.verdict()) {
            case SCALE_OUT -> "scale out to " + decision.wanted() + " masters";
            case SCALE_IN -> "scale in to " + decision.wanted() + " masters";
            case HOLD -> "hold";
        };
        terminal.say(
                decision.verdict() == Verdict.HOLD ? Tone.WORK : Tone.DECISION,
                "decision: " + verdict + " (" + decision.reason() + "): " + decision.sentence());
    }

    private void tell(JobEvent event) {
        switch (event.phase()) {
            case STARTED -> {
                quarterTold = 0;
                terminal.say(Tone.STEP, "job: " + event.message());
            }
            case PROGRESS -> progress(event);
            case FINISHED -> terminal.say(Tone.STEP, "job: " + event.message());
            case FAILED -> terminal.say(Tone.BAD, "job: " + event.kind().word() + " failed: " + event.message());
        }
    }

    private void progress(JobEvent event) {
        int quarter = event.slotsTotal() == 0 ? 0 : QUARTERS * event.slotsDone() / event.slotsTotal();
        if (quarter > quarterTold && quarter < QUARTERS) {
            quarterTold = quarter;
            terminal.say(
                    Tone.WORK,
                    "job: " + event.kind().word() + ", " + event.slotsDone() + " of " + event.slotsTotal() + " slots, "
                            + event.keysMoved() + " keys");
        }
    }
}
