package io.slotwise.job;

import io.slotwise.model.ClusterKey;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job's course in the log: each step, progress every few seconds, and the phrase that users look for at its end. */
final class LogReport implements JobListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.slotwise.job");
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final ClusterKey cluster;
    private final String word;
    private final Pace pace;
    private Duration lastProgress = Duration.ZERO;

    LogReport(ClusterKey cluster, String word, Pace pace) {
        this.cluster = cluster;
        this.word = word;
        this.pace = pace;
    }

    @Override
    public void started() {
        LOG.atInfo().addKeyValue("cluster", cluster).addKeyValue("job", word).log("Job started");
    }

    @Override
    public void step(String sentence) {
        LOG.atInfo()
                .addKeyValue("cluster", cluster)
                .addKeyValue("step", sentence)
                .log("Job step");
    }

    @Override
    public void waiting(String reason) {
        LOG.atDebug()
                .addKeyValue("cluster", cluster)
                .addKeyValue("reason", reason)
                .log("Job waits");
    }

    @Override
    public void progress(Progress progress) {
        if (pace.elapsed().minus(lastProgress).compareTo(INTERVAL) >= 0) {
            lastProgress = pace.elapsed();
            LOG.atInfo()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("slotsDone", progress.slotsDone())
                    .addKeyValue("slotsTotal", progress.slotsTotal())
                    .addKeyValue("keysMoved", progress.keysMoved())
                    .log("Job progress");
        }
    }

    @Override
    public void ended(Outcome outcome, Progress progress) {
        if (outcome instanceof Outcome.Done) {
            LOG.atInfo()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("slotsMoved", progress.slotsDone())
                    .addKeyValue("keysMoved", progress.keysMoved())
                    .addKeyValue("milliseconds", pace.elapsed().toMillis())
                    .log(phrase(word));
        } else {
            LOG.atError()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("reason", outcome.words())
                    .log("Job failed");
        }
    }

    /** {@code Reshard job succeeded} and the like, as users grep for it. */
    static String phrase(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + " job succeeded";
    }
}
