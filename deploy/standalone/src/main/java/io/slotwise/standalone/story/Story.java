package io.slotwise.standalone.story;

import io.slotwise.model.crd.RedisCluster;
import io.slotwise.standalone.load.LoadGenerator;
import io.slotwise.standalone.load.LoadReport;
import io.slotwise.standalone.story.Terminal.Tone;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The unattended story: a formed cluster is driven over its CPU threshold until it has more masters, then relieved until it
 * is small again; then every key is read.
 */
public final class Story {
    /** Per master at its smallest size, relative to the upper threshold: over it with 3 masters, under it with 4. */
    private static final double OVERLOAD = 1.15;

    /** Per master at its smallest size, relative to the lower threshold. */
    private static final double IDLE = 0.5;

    private static final Duration FORM_LIMIT = Duration.ofMinutes(2);
    private static final Duration SCALE_LIMIT = Duration.ofMinutes(3);

    private final Terminal terminal;
    private final Stage stage;
    private int checksOk;

    public Story(Terminal terminal, Stage stage) {
        this.terminal = terminal;
        this.stage = stage;
    }

    /** Plays it to the end. What goes wrong stands in the summary; nothing is thrown for it. */
    public Summary play() {
        Progress progress = new Progress();
        try {
            play(progress);
            return summary(progress, verdict(progress));
        } catch (StoryFailure e) {
            return summary(progress, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** What is known so far. */
    private static final class Progress {
        private Duration formed = Duration.ZERO;
        private Optional<LoadReport> before = Optional.empty();
        private Optional<LoadReport> after = Optional.empty();
        private int smallest;
    }

    private void play(Progress progress) {
        RedisCluster cluster = stage.demo().awaitSettled("a formed cluster", any -> true, FORM_LIMIT);
        progress.smallest = cluster.getSpec().masters();
        progress.formed = terminal.elapsed();
        terminal.say(
                Tone.GOOD,
                "cluster formed: " + progress.smallest + " masters, standby "
                        + cluster.statusOrNew().standbyPod());
        try (LoadGenerator load = stage.startLoad()) {
            progress.before = Optional.of(load.verify());
            terminal.say(
                    Tone.STEP,
                    progress.before.map(LoadReport::keysFound).orElse(0L)
                            + " keys are loaded; writing and reading go on");
            overload(load, cluster);
            relieve(load, cluster);
            load.setCpuDemand(0);
            LoadReport report = load.verify();
            progress.after = Optional.of(report);
        }
    }

    private void overload(LoadGenerator load, RedisCluster cluster) {
        int masters = cluster.getSpec().masters();
        demand(load, OVERLOAD * cluster.getSpec().cpuThreshold() * masters, "over", masters);
        RedisCluster larger = stage.demo()
                .awaitSettled("a larger cluster", now -> now.getSpec().masters() > masters, SCALE_LIMIT);
        scaled(larger);
    }

    private void relieve(LoadGenerator load, RedisCluster cluster) {
        int masters = cluster.getSpec().masters();
        demand(load, IDLE * cluster.getSpec().cpuThresholdLow() * masters, "under", masters);
        RedisCluster smaller = stage.demo()
                .awaitSettled("a smaller cluster", now -> now.getSpec().masters() == masters, SCALE_LIMIT);
        scaled(smaller);
    }

    private void demand(LoadGenerator load, double percent, String where, int masters) {
        load.setCpuDemand(percent);
        terminal.say(
                Tone.STEP,
                String.format(
                        Locale.ROOT,
                        "load: %.0f %% of a core over all masters, %s the threshold with %d",
                        percent,
                        where,
                        masters));
    }

    private void scaled(RedisCluster cluster) {
        terminal.say(
                Tone.GOOD,
                "settled with " + cluster.getSpec().masters() + " masters, standby "
                        + cluster.statusOrNew().standbyPod());
        stage.check().ifPresent(problem -> {
            throw new StoryFailure("the cluster is not whole after the scaling: " + problem);
        });
        checksOk++;
        terminal.say(Tone.GOOD, "checked: all 16384 slots covered, every node agrees");
    }

    private Optional<String> verdict(Progress progress) {
        return progress.after.flatMap(report -> {
            if (!report.nothingLost()) {
                return Optional.of("data is lost or wrong: " + String.join("; ", report.findings()));
            }
            return report.clientErrors() > 0
                    ? Optional.of("clients saw errors: " + String.join("; ", report.firstErrors()))
                    : Optional.empty();
        });
    }

    private Summary summary(Progress progress, Optional<String> problem) {
        Timings timings = stage.chronicle().timings();
        return new Summary(
                problem.isEmpty() ? "ok" : "failed",
                problem,
                stage.chronicle().mastersPeak(),
                stage.demo().now().statusOrNew().currentMasters(),
                progress.before.map(LoadReport::keysFound).orElse(0L),
                progress.after.map(LoadReport::keysFound).orElse(0L),
                progress.after.map(LoadReport::ackedWrites).orElse(0L),
                progress.after.map(LoadReport::ackedWritesLost).orElse(0L),
                progress.after.map(LoadReport::wrongValues).orElse(0L),
                progress.after.map(LoadReport::clientErrors).orElse(0L),
                progress.after
                        .map(report -> report.latency().p99().toNanos() / 1e6)
                        .orElse(0.0),
                checksOk,
                progress.formed.toMillis() / 1000.0,
                timings.secondsTo(timings.intent()),
                timings.secondsTo(timings.firstSlot()),
                timings.secondsTo(timings.done()),
                terminal.elapsed().toMillis() / 1000.0);
    }
}
