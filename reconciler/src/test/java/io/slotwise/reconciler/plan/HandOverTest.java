package io.slotwise.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.JobEvent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.NodeSample.Load.Link;
import io.slotwise.model.NodeSample.Role;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import io.slotwise.reconciler.plan.PodState.Life;
import io.slotwise.reconciler.plan.PodState.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pods 0 to 2 are masters, 3 to 5 their replicas, one each. */
class HandOverTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final List<String> SLOTS = List.of("0-5000", "5001-10000", "10001-16383");

    @Test
    void itIsRememberedFirstAndThenTheReplicaTakesOver() {
        Step.Remember begun = (Step.Remember)
                next(Set.of(1), Link.UP, memory(Optional.empty())).orElseThrow();
        assertThat(begun.sentence()).isEqualTo("pod cart-1, a master, was told to end; cart-4 takes over first");
        assertThat(begun.memory().operation().orElseThrow().kind()).isEqualTo(Kind.UPDATE);

        Step.StartJob job =
                (Step.StartJob) next(Set.of(1), Link.UP, begun.memory()).orElseThrow();
        assertThat(job.kind()).isEqualTo(JobEvent.Kind.FAILOVER);
        assertThat(job.arguments()).containsSubsequence("--to", "cart-4");

        assertThat(next(Set.of(1), Link.UP, begun.memory().afterJob(NOW)))
                .as("no sample tells what the job has changed")
                .isEmpty();
    }

    @Test
    void nothingIsDoneForAPodThatIsNotMissedOrWithoutAReplicaThatIsWell() {
        assertThat(next(Set.of(4), Link.UP, memory(Optional.empty())))
                .as("a replica")
                .isEmpty();
        assertThat(next(Set.of(), Link.UP, memory(Optional.empty()))).isEmpty();
        assertThat(next(Set.of(1, 4), Link.UP, memory(Optional.empty())))
                .as("its replica ends, too")
                .isEmpty();
        assertThat(next(Set.of(1), Link.DOWN, memory(Optional.empty())))
                .as("its replica lacks writes")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UPDATE", "HEAL"},
            mode = EnumSource.Mode.EXCLUDE)
    void itIsNotBegunBesideAnOperationThatMovesSlotsOrNodes(Kind kind) {
        Operation operation = Operation.begin(kind, NOW.minusSeconds(30), 3, Operation.Pods.NONE);
        assertThat(next(Set.of(1), Link.UP, memory(Optional.of(operation)))).isEmpty();
    }

    private static Memory memory(Optional<Operation> operation) {
        return new Memory(Phase.INITIALIZED, operation, Optional.empty(), Optional.empty(), "");
    }

    private static Optional<Step> next(Set<Integer> ending, Link link, Memory memory) {
        Wanted wanted = new Wanted(
                new ClusterKey("shop", "cart"),
                new Shape(3, 1),
                "",
                Duration.ofSeconds(30),
                "",
                new Care("", Care.Ownership.OURS, Care.Durability.LOST, Duration.ofMinutes(5), Care.Roles.KEPT));
        return HandOver.next(wanted, observed(ending, link, memory));
    }

    private static Observed observed(Set<Integer> ending, Link link, Memory memory) {
        List<PodState> pods = IntStream.range(0, 6)
                .mapToObj(i -> new PodState(
                        "cart-" + i,
                        i,
                        "10.0.0." + i,
                        6379,
                        ending.contains(i) ? Readiness.UNREADY : Readiness.READY,
                        "",
                        "",
                        new PodState.Make("", ending.contains(i) ? Life.ENDING : Life.RUNS, "")))
                .toList();
        return new Observed(
                Optional.empty(),
                List.of(),
                List.of(),
                pods.size(),
                pods,
                List.of(),
                Optional.of(sample(link)),
                Optional.empty(),
                memory,
                NOW);
    }

    private static Sample sample(Link link) {
        return new Sample(
                new ClusterKey("shop", "cart"),
                NOW.minusSeconds(1),
                Sample.Source.REDIS,
                new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true),
                IntStream.range(0, 6).mapToObj(i -> node(i, link)).toList());
    }

    private static NodeSample node(int i, Link link) {
        boolean isMaster = i < SLOTS.size();
        return new NodeSample(
                "cart-" + i,
                "10.0.0." + i,
                6379,
                "id" + i,
                NodeSample.Answer.OK,
                isMaster ? Role.MASTER : Role.REPLICA,
                isMaster ? Optional.empty() : Optional.of("id" + (i - SLOTS.size())),
                isMaster ? SlotSet.parse(SLOTS.get(i)) : SlotSet.EMPTY,
                6,
                isMaster ? NodeSample.Load.UNKNOWN : following(link));
    }

    private static NodeSample.Load following(Link link) {
        return new NodeSample.Load(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(link));
    }
}
