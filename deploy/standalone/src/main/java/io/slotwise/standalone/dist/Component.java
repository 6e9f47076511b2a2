package io.slotwise.standalone.dist;

import java.util.List;
import java.util.Map;

/** What becomes an image of its own. */
@SuppressWarnings("ImmutableEnumChecker") // its maps and lists are made by Map.of and List.of
enum Component {
    METRICS_COLLECTOR(
            "metrics-collector",
            "metrics-collector",
            Map.of("collector", "io.slotwise.collector.CollectorCommand"),
            List.of("collector", "--kafka", "127.0.0.1:9")),
    AUTOSCALER_STREAMS(
            "autoscaler-streams",
            "autoscaler-streams",
            Map.of("streams", "io.slotwise.streams.StreamsCommand"),
            List.of("streams", "--kafka", "127.0.0.1:9", "--state-dir", "/tmp/streams")),
    RECONCILER(
            "reconciler",
            "reconciler",
            Map.of(
                    "reconciler", "io.slotwise.reconciler.ReconcilerCommand",
                    "topics", "io.slotwise.reconciler.TopicsCommand"),
            List.of("reconciler", "--kafka", "127.0.0.1:9")),
    JOB_RUNNER(
            "job-runner",
            "job-runner",
            Map.of("job-runner", "io.slotwise.job.JobCommand"),
            List.of("job-runner", "reshard", "--node", "nobody=127.0.0.1:9", "--to", "nobody", "--patience", "0")),
    STANDALONE(
            "standalone",
            "deploy/standalone",
            Map.of("slotwise", "io.slotwise.standalone.Slotwise"),
            List.of("slotwise", "rehearse"));

    private final String folder;
    private final String module;
    private final Map<String, String> programs;
    private final List<String> rehearsal;

    Component(String folder, String module, Map<String, String> programs, List<String> rehearsal) {
        this.folder = folder;
        this.module = module;
        this.programs = programs;
        this.rehearsal = rehearsal;
    }

    /** The name of the image and of its folder. */
    String folder() {
        return folder;
    }

    /** What its programs tell the JVM beside what all do: a job lives for seconds, too short for code to be made good. */
    String options() {
        return this == JOB_RUNNER ? " -XX:TieredStopAtLevel=1" : "";
    }

    /** Where its module is in the checkout. */
    String module() {
        return module;
    }

    /** Main classes by the names of their programs. */
    Map<String, String> programs() {
        return programs;
    }

    /** A command that loads most of the classes and soon ends or is ended, as nobody listens at port 9. */
    List<String> rehearsal() {
        return rehearsal;
    }
}
