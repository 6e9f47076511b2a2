package io.slotwise.reconciler.plan;

import io.slotwise.model.JobEvent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of a job, made from what is there now. */
final class Arguments {
    private Arguments() {}

    static List<String> bootstrap(Wanted wanted, Operation operation, Observed observed) {
        Shape shape = wanted.shape().with(operation.masters());
        List<String> words = start(JobEvent.Kind.BOOTSTRAP, wanted, members(shape.pods(), observed));
        words.addAll(size(shape));
        machines(words, observed);
        return words;
    }

    /** What is known of where pods are, so that a master and its replicas are not lost together. */
    private static void machines(List<String> words, Observed observed) {
        byOrdinal(observed.pods().stream().filter(pod -> !pod.machine().isEmpty()))
                .forEach(pod -> option(words, "--machine", pod.name() + "=" + pod.machine()));
    }

    /** Whoever is a member must be named, even if there are more of them than we count. */
    private static Stream<PodState> members(int count, Observed observed) {
        Set<String> joined = observed.sample().stream()
                .flatMap(sample -> sample.nodes().stream())
                .filter(NodeSample::hasJoined)
                .map(NodeSample::pod)
                .collect(Collectors.toSet());
        return observed.pods().stream().filter(pod -> pod.ordinal() < count || joined.contains(pod.name()));
    }

    static List<String> reshard(Wanted wanted, Operation operation, Observed observed) {
        List<String> words = start(JobEvent.Kind.RESHARD, wanted, observed.pods().stream());
        words.addAll(List.of("--to", operation.pods().standby()));
        option(words, "--relieve", operation.pods().overloaded());
        observed.sample()
                .filter(sample -> Evidence.isFresh(sample, wanted, observed.now()))
                .ifPresent(sample -> cpu(sample).forEach(reading -> option(words, "--cpu", reading)));
        return words;
    }

    static List<String> drain(Wanted wanted, Operation operation, Observed observed) {
        Shape shape = wanted.shape().with(operation.masters());
        List<String> words = start(JobEvent.Kind.DRAIN, wanted, observed.pods().stream());
        words.addAll(size(shape));
        option(words, "--empty", operation.pods().drained());
        byOrdinal(observed.beyond(shape.pods())).forEach(pod -> option(words, "--leaving", pod.name()));
        machines(words, observed);
        return words;
    }

    /** The files that say what to configure stand in the job itself. */
    static List<String> configure(Wanted wanted, Observed observed) {
        return start(JobEvent.Kind.CONFIGURE, wanted, observed.pods().stream());
    }

    /** All slots of a master to another one; the number is absolute, so that a run that is repeated goes on. */
    static List<String> give(Wanted wanted, Observed observed, Topology topology, String from, String to) {
        List<String> words = start(JobEvent.Kind.RESHARD, wanted, observed.pods().stream());
        int slots = topology.slots(from) + topology.slots(to);
        words.addAll(List.of("--from", from, "--to", to, "--until-slots", Integer.toString(slots)));
        return words;
    }

    static List<String> failover(Wanted wanted, Observed observed, String to) {
        List<String> words = start(JobEvent.Kind.FAILOVER, wanted, observed.pods().stream());
        words.addAll(List.of("--to", to));
        return words;
    }

    static List<String> heal(Wanted wanted, Observed observed) {
        return start(JobEvent.Kind.HEAL, wanted, observed.pods().stream());
    }

    private static List<String> start(JobEvent.Kind kind, Wanted wanted, Stream<PodState> pods) {
        List<String> words = new ArrayList<>(
                List.of(kind.word(), "--cluster", wanted.cluster().toString()));
        byOrdinal(pods).forEach(pod -> option(words, "--node", pod.name() + "=" + pod.address()));
        return words;
    }

    private static List<String> size(Shape shape) {
        return List.of(
                "--masters", Integer.toString(shape.masters()), "--replicas", Integer.toString(shape.replicas()));
    }

    private static Stream<PodState> byOrdinal(Stream<PodState> pods) {
        return pods.sorted(Comparator.comparingInt(PodState::ordinal));
    }

    private static Stream<String> cpu(Sample sample) {
        return sample.activeMasters()
                .filter(node -> node.load().cpuPercent().isPresent())
                .sorted(Comparator.comparing(NodeSample::pod))
                .map(node -> String.format(
                        Locale.ROOT,
                        "%s=%.1f",
                        node.pod(),
                        node.load().cpuPercent().getAsDouble()));
    }

    private static void option(List<String> words, String name, String value) {
        if (!value.isEmpty()) {
            words.add(name);
            words.add(value);
        }
    }
}
