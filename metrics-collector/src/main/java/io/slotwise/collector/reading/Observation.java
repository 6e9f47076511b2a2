package io.slotwise.collector.reading;

import io.slotwise.collector.reading.NodeAnswer.Full;
import io.slotwise.collector.reading.NodeAnswer.Silent;
import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.NodeSample;
import io.slotwise.model.NodeSample.Answer;
import io.slotwise.model.NodeSample.Load;
import io.slotwise.model.NodeSample.Role;
import io.slotwise.model.Sample;
import io.slotwise.model.Sample.Source;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One tick of one cluster: what was answered, the sample made of it, and the counters that the next tick needs.
 *
 * @param sample what goes out
 * @param answers what it was made of, in the order of the sample's nodes
 * @param counters the totals of every node that answered now or one tick ago
 */
public record Observation(Sample sample, List<NodeAnswer> answers, Map<Endpoint, Counters> counters) {
    public Observation {
        answers = List.copyOf(answers);
        counters = Map.copyOf(counters);
    }

    /** The observation before the first. */
    public static Observation none(ClusterKey cluster) {
        return new Observation(
                new Sample(cluster, Instant.EPOCH, Source.REDIS, Health.of(List.of(), Set.of()), List.of()),
                List.of(),
                Map.of());
    }

    /**
     * The next observation of the same cluster.
     *
     * @param at when the tick began
     * @param asked what every node answered
     * @param supplement what fills the gaps in their answers
     */
    public Observation next(Instant at, List<NodeAnswer> asked, Supplement supplement) {
        List<NodeSample> nodes = new ArrayList<>();
        Map<Endpoint, Counters> next = new HashMap<>();
        Source source = Source.REDIS;
        for (NodeAnswer answer : asked) {
            if (answer instanceof Full full) {
                Counters now = Counters.of(full.info(), full.span(), full.slots());
                LoadReading load = LoadReading.of(
                        full.endpoint().pod(), full.info(), now, rates(full.endpoint(), now), supplement);
                next.put(full.endpoint(), now);
                nodes.add(node(full, load.load()));
                source = load.source() == Source.PROMETHEUS ? Source.PROMETHEUS : source;
            } else if (answer instanceof Silent silent) {
                carryOver(silent.endpoint(), next);
                nodes.add(node(silent));
            }
        }
        return new Observation(
                new Sample(sample.cluster(), at, source, Health.of(full(asked), members()), nodes), asked, next);
    }

    private static List<Full> full(List<NodeAnswer> answers) {
        return answers.stream()
                .filter(Full.class::isInstance)
                .map(Full.class::cast)
                .toList();
    }

    /** Who had joined another node by then. */
    private Set<Endpoint> members() {
        return full(answers).stream()
                .filter(Health::hasJoined)
                .map(Full::endpoint)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the node answered, if it was asked. */
    public Optional<NodeAnswer> answerOf(Endpoint endpoint) {
        return answers.stream()
                .filter(answer -> answer.endpoint().equals(endpoint))
                .findFirst();
    }

    /** Whether Prometheus could add something: a node that answered lacks a limit or a CPU counter. */
    public boolean hasGaps() {
        return answers.stream()
                .anyMatch(answer -> answer instanceof Full full
                        && (full.info().count("maxmemory").orElse(0) == 0
                                || Counters.Cpu.of(full.info()).isEmpty()));
    }

    /** An overloaded node misses a tick now and then; its totals outlive one silent tick, so that its load is still seen. */
    private void carryOver(Endpoint endpoint, Map<Endpoint, Counters> next) {
        Counters before = counters.get(endpoint);
        boolean spokeLastTime =
                answerOf(endpoint).filter(Full.class::isInstance).isPresent();
        if (before != null && spokeLastTime) {
            next.put(endpoint, before);
        }
    }

    private Rates rates(Endpoint endpoint, Counters now) {
        Counters before = counters.get(endpoint);
        return before == null ? Rates.UNKNOWN : now.since(before);
    }

    private static NodeSample node(Full answer, Load load) {
        NodeEntry me = answer.table().myself();
        return new NodeSample(
                answer.endpoint().pod(),
                answer.endpoint().host(),
                answer.endpoint().port(),
                me.id(),
                Answer.OK,
                role(me),
                me.masterId(),
                me.slots(),
                Health.knownNodes(answer.table()),
                load);
    }

    private static Role role(NodeEntry me) {
        if (me.isReplica()) {
            return Role.REPLICA;
        }
        return me.isMaster() ? Role.MASTER : Role.UNKNOWN;
    }

    private static NodeSample node(Silent answer) {
        return new NodeSample(
                answer.endpoint().pod(),
                answer.endpoint().host(),
                answer.endpoint().port(),
                "",
                Answer.silent(answer.problem()),
                Role.UNKNOWN,
                Optional.empty(),
                SlotSet.EMPTY,
                0,
                Load.UNKNOWN);
    }
}
