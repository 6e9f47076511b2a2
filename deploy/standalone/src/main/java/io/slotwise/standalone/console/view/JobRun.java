package io.slotwise.standalone.console.view;

import io.slotwise.model.JobEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a job's process, as far as it told.
 *
 * @param runId one for each run
 * @param job the Kubernetes Job's name
 * @param kind what the job does
 * @param outcome what became of it
 * @param since its first word
 * @param at its last word
 * @param slotsDone slots moved
 * @param slotsTotal slots to move
 * @param keysMoved keys moved
 * @param message its last sentence
 */
public record JobRun(
        String runId,
        String job,
        JobEvent.Kind kind,
        Outcome outcome,
        Instant since,
        Instant at,
        int slotsDone,
        int slotsTotal,
        long keysMoved,
        String message) {

    /** What became of a run. */
    public enum Outcome {
        RUNNING,
        FINISHED,
        FAILED,
        /** It fell silent, and a later run of the same job took up its work. */
        INTERRUPTED
    }

    /** The runs, oldest first, after {@code event}. */
    static List<JobRun> with(List<JobRun> runs, JobEvent event, Limits limits) {
        List<JobRun> next = new ArrayList<>();
        Instant since = event.at();
        for (JobRun run : runs) {
            if (run.runId.equals(event.runId())) {
                since = run.since;
            } else {
                next.add(run.whenAnotherSpeaks(event));
            }
        }
        next.add(of(event, since));
        return Newest.of(next, limits.runs());
    }

    private static JobRun of(JobEvent event, Instant since) {
        return new JobRun(
                event.runId(),
                event.job(),
                event.kind(),
                outcome(event.phase()),
                since,
                event.at(),
                event.slotsDone(),
                event.slotsTotal(),
                event.keysMoved(),
                Text.clipped(event.message()));
    }

    private static Outcome outcome(JobEvent.Phase phase) {
        return switch (phase) {
            case STARTED, PROGRESS -> Outcome.RUNNING;
            case FINISHED -> Outcome.FINISHED;
            case FAILED -> Outcome.FAILED;
        };
    }

    private JobRun whenAnotherSpeaks(JobEvent event) {
        return outcome == Outcome.RUNNING && job.equals(event.job())
                ? new JobRun(
                        runId, job, kind, Outcome.INTERRUPTED, since, at, slotsDone, slotsTotal, keysMoved, message)
                : this;
    }
}
