package io.slotwise.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.reconciler.plan.PodState.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pods that share a node of Kubernetes are lost together. */
class LostNodeTest {
    private static final List<String> MACHINES = List.of("a", "b", "c", "d");

    @Test
    void thatAllPodsOfANodeAreNotReadyIsSaid() {
        assertThat(observed(List.of(1, 5)).podsProblem())
                .contains("pod cart-1 is not ready, nor is any other on node b");
        assertThat(observed(List.of(1)).podsProblem()).contains("pod cart-1 is not ready");
        assertThat(observed(List.of()).podsProblem()).isEmpty();
    }

    @Test
    void jobsThatGiveMastersTheirReplicasAreToldWhichPodsShareANode() {
        Wanted wanted = new Wanted(
                new ClusterKey("shop", "cart"),
                new Shape(3, 1),
                "",
                Duration.ofSeconds(30),
                "",
                new Care("", Care.Ownership.OURS, Care.Durability.LOST, Duration.ofMinutes(5), Care.Roles.KEPT));
        for (Kind kind : List.of(Kind.BOOTSTRAP, Kind.DRAIN)) {
            Operation operation = Operation.begin(kind, Instant.EPOCH, 3, Operation.Pods.NONE);
            List<String> words = kind == Kind.DRAIN
                    ? Arguments.drain(wanted, operation, observed(List.of()))
                    : Arguments.bootstrap(wanted, operation, observed(List.of()));
            assertThat(words).containsSubsequence("--machine", "cart-0=a", "--machine", "cart-7=d");
        }
    }

    private static Observed observed(List<Integer> unready) {
        List<PodState> pods = IntStream.range(0, 8)
                .mapToObj(i -> new PodState(
                        "cart-" + i,
                        i,
                        "10.0.0." + i,
                        6379,
                        unready.contains(i) ? Readiness.UNREADY : Readiness.READY,
                        "",
                        MACHINES.get(i % MACHINES.size()),
                        new PodState.Make("", PodState.Life.RUNS, "")))
                .toList();
        return new Observed(
                Optional.empty(),
                List.of(),
                List.of(),
                pods.size(),
                pods,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Memory.NEW,
                Instant.EPOCH);
    }
}
