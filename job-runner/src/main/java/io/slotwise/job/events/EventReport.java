package io.slotwise.job.events;

import io.slotwise.job.JobListener;
import io.slotwise.job.Outcome;
import io.slotwise.job.Progress;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A job's course as job events: the beginning, progress once a second at most, the end. */
public final class EventReport implements JobListener {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /**
     * Which run of which job.
     *
     * @param cluster the cluster worked on
     * @param job the Kubernetes Job's name
     * @param runId one for each run of the process
     * @param kind what the job does
     * @param correlation what the job is part of
     */
    public record Run(ClusterKey cluster, String job, String runId, JobEvent.Kind kind, Optional<String> correlation) {}

    private final Run run;
    private final EventSink sink;
    private final Supplier<Instant> clock;
    private Instant lastProgress = Instant.EPOCH;
    private String step = "";

    public EventReport(Run run, EventSink sink, Supplier<Instant> clock) {
        this.run = run;
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public void started() {
        publish(JobEvent.Phase.STARTED, Progress.NONE, run.kind().word() + " started");
    }

    @Override
    public void step(String sentence) {
        step = sentence;
    }

    @Override
    public void progress(Progress progress) {
        Instant now = clock.get();
        if (Duration.between(lastProgress, now).compareTo(INTERVAL) >= 0) {
            lastProgress = now;
            publish(JobEvent.Phase.PROGRESS, progress, step);
        }
    }

    @Override
    public void ended(Outcome outcome, Progress progress) {
        boolean done = outcome instanceof Outcome.Done;
        publish(
                done ? JobEvent.Phase.FINISHED : JobEvent.Phase.FAILED,
                progress,
                done ? run.kind().word() + " done" : outcome.words());
    }

    private void publish(JobEvent.Phase phase, Progress progress, String message) {
        sink.publish(new JobEvent(
                run.cluster(),
                run.job(),
                run.runId(),
                run.kind(),
                phase,
                clock.get(),
                progress.slotsDone(),
                progress.slotsTotal(),
                progress.keysMoved(),
                message,
                run.correlation()));
    }
}
