package io.slotwise.job;

import io.slotwise.job.events.ClientProperties;
import io.slotwise.job.events.EventReport;
import io.slotwise.job.events.EventSink;
import io.slotwise.job.events.KafkaEventSink;
import io.slotwise.job.lease.Holder;
import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.Placement;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.job.redis.Address;
import io.slotwise.job.redis.Discovery;
import io.slotwise.job.resp.Access;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.JobEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every job that changes something can be told. */
final class JobOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private NodeOptions nodes = new NodeOptions();

    @Option(
            names = "--cluster",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "default/redis",
            description = "The cluster's name in events and logs (default: ${DEFAULT-VALUE}).")
    private String cluster = "";

    @Option(
            names = "--job",
            paramLabel = "NAME",
            defaultValue = "${env:JOB_NAME:-}",
            description = "The job's name in events (env: JOB_NAME).")
    private String job = "";

    @Option(
            names = "--correlation",
            paramLabel = "ID",
            defaultValue = "${env:SLOTWISE_CORRELATION:-}",
            description = "What the job is part of, as its events say (env: SLOTWISE_CORRELATION).")
    private String correlation = "";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-}",
            description = "Where to send job events; none are sent without it (env: KAFKA_BOOTSTRAP_SERVERS).")
    private String kafka = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Properties for the Kafka client, such as TLS and SASL; a file that the variable names and that is"
                            + " not there is waited for while the job works (env: KAFKA_CONFIG_FILE).")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long the job may take (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a node may be away before the job refuses (default: ${DEFAULT-VALUE}).")
    private int patienceSeconds;

    @Option(
            names = "--linger",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long leaving nodes go on redirecting clients before they are out"
                    + " (default: ${DEFAULT-VALUE}).")
    private int lingerSeconds;

    @Mixin
    private MoveOptions moving = new MoveOptions();

    @Option(names = "--yes", description = "With --seed: do it, instead of printing what would be done.")
    private boolean yes;

    /** What all nodes say, as it was first seen. */
    ClusterView view() {
        return nodes.view();
    }

    /** The pod of a node that an option names by pod, by {@code host:port} or by node id. */
    String pod(String option, String name) {
        return nodes.pod(option, name);
    }

    /** What each slot carries, measured for a moment. */
    SlotLoads loads() {
        return nodes.loads();
    }

    NodeOptions.Origin origin() {
        return nodes.origin();
    }

    /** Runs a job for a goal, reports it everywhere, and returns its exit code. */
    int run(JobEvent.Kind kind, Goal goal) {
        return run(kind.word(), Optional.of(kind), goal);
    }

    /** Runs a job of which no events tell. */
    int run(String word, Goal goal) {
        return run(word, Optional.empty(), goal);
    }

    private ClusterView viewWithMeans() {
        ClusterView view = view().withoutGivenUp();
        return view.with(Discovery.means(view, nodes.access(), moving.limits()).within(timeoutSeconds));
    }

    private int run(String word, Optional<JobEvent.Kind> kind, Goal goal) {
        ClusterKey key = clusterKey();
        List<Address> addresses = nodes.addresses();
        if (!isMeant()) {
            return new DryRun(spec.commandLine().getOut(), spec.commandLine().getErr())
                    .print(goal, viewWithMeans(), nodes.loads(), nodes.access());
        }
        return report(
                key,
                word,
                kind,
                run -> new Job(
                                goal,
                                addresses,
                                run.access(),
                                run.limits(),
                                moving.limits(),
                                Holder.here(jobName(key, word)))
                        .run(run.pace(), run.stop(), run.listeners()));
    }

    /**
     * What a job that moves no slots works with.
     *
     * @param nodes to work on
     * @param access how connections to them are opened
     * @param limits how long it may take
     * @param pace time since the job began
     * @param stop whether it is to end early
     * @param listeners who is told how it goes
     */
    record Run(
            List<Address> nodes,
            Access access,
            Limits limits,
            Pace pace,
            StopSignal stop,
            List<JobListener> listeners) {}

    /** Work on nodes. */
    interface Work {
        Outcome on(Run run);
    }

    /** Runs a job that moves no slots, reports it everywhere, and returns its exit code. */
    int run(JobEvent.Kind kind, Work work) {
        return report(clusterKey(), kind.word(), Optional.of(kind), run -> {
            run.listeners().forEach(JobListener::started);
            Outcome outcome = work.on(run);
            run.listeners().forEach(listener -> listener.ended(outcome, Progress.NONE));
            return outcome;
        });
    }

    private int report(ClusterKey key, String word, Optional<JobEvent.Kind> kind, Work work) {
        Pace pace = Pace.real();
        List<Address> addresses = nodes.addresses();
        Limits limits = new Limits(
                Duration.ofSeconds(timeoutSeconds),
                Duration.ofSeconds(patienceSeconds),
                Duration.ofSeconds(lingerSeconds));
        try (EventSink sink = sink()) {
            List<JobListener> listeners = new ArrayList<>(List.of(new LogReport(key, word, pace)));
            kind.ifPresent(it -> listeners.add(events(key, it, sink)));
            if (Terminal.isPresent()) {
                listeners.add(new BarReport());
            }
            return Termination.guard(
                    spec.commandLine().getErr(),
                    stop -> work.on(new Run(addresses, nodes.access(), limits, pace, stop, listeners)));
        }
    }

    /** Whether what is asked for is to be done, not only told. */
    boolean isMeant() {
        return nodes.origin() == NodeOptions.Origin.NAMED || yes;
    }

    private EventReport events(ClusterKey key, JobEvent.Kind kind, EventSink sink) {
        String name = jobName(key, kind.word());
        return new EventReport(
                new EventReport.Run(
                        key,
                        name,
                        UUID.randomUUID().toString(),
                        kind,
                        Optional.of(correlation).filter(id -> !id.isBlank())),
                sink,
                Instant::now);
    }

    private String jobName(ClusterKey key, String word) {
        return job.isEmpty() ? key.name() + "-" + word : job;
    }

    ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** Moves slots to where they were worked out to go. */
    int place(JobEvent.Kind kind, Placement placement) {
        if (placement instanceof Placement.Refused refused) {
            return refuse(refused.sentence());
        }
        Placement.Wanted wanted = (Placement.Wanted) placement;
        wanted.remarks().forEach(this::say);
        return run(kind, new Goal.Place(wanted.podBySlot()));
    }

    /** Refuses before anything is done. */
    int refuse(String sentence) {
        return Termination.guard(spec.commandLine().getErr(), stop -> new Outcome.Refused(sentence));
    }

    /** Prints a line for people. */
    void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private ClusterKey clusterKey() {
        try {
            return ClusterKey.parse(cluster);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private EventSink sink() {
        kafkaConfig.ifPresent(named -> new ClientProperties(Optional.of(named), kafka)
                .problem()
                .ifPresent(problem -> {
                    throw wrong("--kafka-config " + named + " cannot be read: " + problem);
                }));
        Optional<Path> file = kafkaConfig.or(() -> Optional.ofNullable(System.getenv("KAFKA_CONFIG_FILE"))
                .filter(name -> !name.isBlank())
                .map(Path::of));
        return file.isPresent() || !kafka.isEmpty()
                ? new KafkaEventSink(new ClientProperties(file, kafka))
                : EventSink.NOWHERE;
    }
}
