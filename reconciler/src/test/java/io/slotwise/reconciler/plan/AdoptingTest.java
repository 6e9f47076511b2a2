package io.slotwise.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.NodeSample;
import io.slotwise.model.NodeSample.Answer;
import io.slotwise.model.NodeSample.Load;
import io.slotwise.model.NodeSample.Role;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdoptingTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final ClusterKey CLUSTER = new ClusterKey("shop", "cart");
    private static final Sample.ClusterHealth WELL =
            new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true);

    private static NodeSample master(int ordinal, String slots) {
        return node(ordinal, slots, 3, Answer.OK, Load.UNKNOWN);
    }

    private static NodeSample node(int ordinal, String slots, int knownNodes, Answer answer, Load load) {
        return new NodeSample(
                "old-" + ordinal,
                "10.0.0." + ordinal,
                7000,
                "id" + ordinal,
                answer,
                Role.MASTER,
                Optional.empty(),
                slots.isEmpty() ? SlotSet.EMPTY : SlotSet.parse(slots),
                knownNodes,
                load);
    }

    private static List<NodeSample> three() {
        return new ArrayList<>(List.of(master(0, "0-5000"), master(1, "5001-10000"), master(2, "10001-16383")));
    }

    private static Step next(Sample.ClusterHealth health, List<NodeSample> nodes) {
        List<PodState> pods = IntStream.range(0, nodes.size())
                .mapToObj(i -> new PodState(
                        "old-" + i,
                        i,
                        "10.0.0." + i,
                        7000,
                        PodState.Readiness.READY,
                        "",
                        "",
                        new PodState.Make("", PodState.Life.RUNS, "")))
                .toList();
        Care care = new Care("", Care.Ownership.SCALED, Care.Durability.KEPT, Duration.ofMinutes(5), Care.Roles.KEPT);
        return Plan.next(
                new Wanted(CLUSTER, new Shape(3, 0), "", Duration.ofSeconds(30), "", care),
                new Observed(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        pods.size(),
                        pods,
                        List.of(),
                        Optional.of(new Sample(CLUSTER, NOW, Sample.Source.REDIS, health, nodes)),
                        Optional.empty(),
                        Memory.NEW,
                        NOW));
    }

    private static String objection(Sample.ClusterHealth health, List<NodeSample> nodes) {
        return next(health, nodes) instanceof Step.Wait wait && wait.reason() == Reason.NOT_ADOPTED
                ? wait.sentence()
                : "none";
    }

    @Test
    void aWholeClusterIsAdopted() {
        assertThat(next(WELL, three())).isInstanceOfSatisfying(Step.Remember.class, step -> {
            assertThat(step.reason()).isEqualTo(Reason.ADOPTED);
            assertThat(step.memory().operation()).isEmpty();
        });
    }

    @Test
    void aPodThatIsNoNodeOfAClusterIsNamedWithWhatItSays() {
        List<NodeSample> nodes = three();
        nodes.add(node(3, "", 0, Answer.silent("ERR This instance has cluster support disabled"), Load.UNKNOWN));
        assertThat(objection(WELL, nodes))
                .isEqualTo("pod old-3 does not answer at 10.0.0.3:7000 as a node of a Redis Cluster"
                        + " (ERR This instance has cluster support disabled): mend it, narrow podSelector if the pod is"
                        + " none of the cluster's, or correct serviceName if the port is another one");
    }

    @Test
    void aPasswordThatIsMissingIsAskedFor() {
        List<NodeSample> nodes = three();
        nodes.set(0, node(0, "", 0, Answer.silent("NOAUTH HELLO must be called"), Load.UNKNOWN));
        assertThat(objection(WELL, nodes)).endsWith("name the Secret with its password in auth");
    }

    @Test
    void podsOfTwoClustersAreToldApart() {
        List<NodeSample> nodes = three();
        nodes.add(master(3, "0-16383"));
        assertThat(objection(WELL, nodes))
                .isEqualTo("old-0 and old-3 own the same slots: podSelector matches pods of more than one cluster;"
                        + " narrow it");
    }

    @Test
    void aNodeThatStandsAloneWithKeysIsNotTakenIn() {
        List<NodeSample> nodes = three();
        Load keys = new Load(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(7),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
        nodes.add(node(3, "", 1, Answer.OK, keys));
        assertThat(objection(WELL, nodes))
                .startsWith("old-3 has joined no other node and holds 7 keys: narrow podSelector");
    }

    @Test
    void aSelectorThatLeavesPodsOutIsToBeWidened() {
        List<NodeSample> nodes = three();
        nodes.remove(2);
        assertThat(objection(WELL, nodes))
                .isEqualTo("the pods own 10001 slots of 16384: podSelector leaves pods of the cluster out; widen it");
    }

    @Test
    void aClusterThatIsDownIsToBeMendedFirst() {
        Sample.ClusterHealth down =
                new Sample.ClusterHealth(Sample.ClusterHealth.State.FAIL, SlotSet.COUNT, SlotSet.EMPTY, true);
        assertThat(objection(down, three()))
                .isEqualTo("cluster_state is FAIL: mend it, for instance with ./slotwise job heal --seed 10.0.0.0:7000"
                        + " --yes");
    }
}
