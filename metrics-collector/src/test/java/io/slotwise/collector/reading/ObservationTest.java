package io.slotwise.collector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord.Endpoint;
import io.slotwise.model.NodeSample;
import io.slotwise.model.NodeSample.Load;
import io.slotwise.model.NodeSample.Role;
import io.slotwise.model.Sample;
import io.slotwise.model.Sample.ClusterHealth.State;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");
    private static final ClusterKey CLUSTER = new ClusterKey("shop", "cart");
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);

    private static Endpoint endpoint(int index) {
        return new Endpoint("cart-" + index, "10.0.0." + (index + 1), 6379);
    }

    private static String line(String id, String flags, String master, String slots) {
        return id + " 10.0.0.1:6379@16379 " + flags + " " + master + " 0 0 1 connected " + slots + "\n";
    }

    private static String info(int second, double cpuSeconds, String more) {
        return "run_id:a\nuptime_in_seconds:" + (100 + second) + "\nused_memory:300\nconnected_clients:4\n"
                + "used_cpu_sys:0\nused_cpu_user:" + cpuSeconds + "\ntotal_commands_processed:" + second * 10 + "\n"
                + more;
    }

    private static NodeAnswer answer(int index, int second, String info, String nodes, String cluster) {
        long nanos = second * 1_000_000_000L;
        return NodeAnswer.read(endpoint(index), new Span(nanos, nanos + 1000), info, nodes, cluster);
    }

    private static NodeAnswer master(int second, double cpuSeconds, String more) {
        return answer(
                0,
                second,
                info(second, cpuSeconds, more),
                line(A, "myself,master", "-", "0-16383"),
                state("ok", 16384));
    }

    private static String state(String state, int assigned) {
        return "cluster_state:" + state + "\ncluster_slots_assigned:" + assigned + "\n";
    }

    private static Observation observe(NodeAnswer... answers) {
        return Observation.none(CLUSTER).next(AT, List.of(answers), Supplement.NONE);
    }

    private static NodeSample only(Observation observation) {
        return observation.sample().nodes().get(0);
    }

    @Test
    void aMasterIsReadWhole() {
        Observation first = observe(master(0, 1, "maxmemory:1000\ndb0:keys=7,expires=0\n"));
        Observation second =
                first.next(AT, List.of(master(5, 3, "maxmemory:1000\ndb0:keys=7,expires=0\n")), Supplement.NONE);

        NodeSample node = only(second);
        assertThat(node.nodeId()).isEqualTo(A);
        assertThat(node.isActiveMaster()).isTrue();
        assertThat(node.load().cpuPercent().orElseThrow()).isCloseTo(40, within(0.01));
        assertThat(node.load().opsPerSecond().orElseThrow()).isCloseTo(10, within(0.01));
        assertThat(node.load().memoryPercent()).hasValue(30);
        assertThat(node.load().keys()).isEqualTo(OptionalLong.of(7));
        assertThat(second.sample().source()).isEqualTo(Sample.Source.REDIS);
        assertThat(second.sample().health().state()).isEqualTo(State.OK);
        assertThat(second.hasGaps()).isFalse();
    }

    @Test
    void aReplicaHasItsMasterAndItsLink() {
        Observation seen = observe(answer(
                0,
                0,
                info(0, 1, "role:slave\nmaster_link_status:down\n"),
                line(A, "myself,slave", B, "") + line(B, "master", "-", "0-16383"),
                state("ok", 16384)));

        assertThat(only(seen).role()).isEqualTo(Role.REPLICA);
        assertThat(only(seen).masterId()).contains(B);
        assertThat(only(seen).load().replicationLink()).contains(Load.Link.DOWN);
    }

    @Test
    void theFirstReadingHasNoCpu() {
        assertThat(only(observe(master(0, 1, ""))).load().cpuPercent()).isEmpty();
    }

    @Test
    void withoutALimitMemoryPercentIsAbsent() {
        Observation seen = observe(master(0, 1, "maxmemory:0\n"));
        assertThat(only(seen).load().memoryPercent()).isEmpty();
        assertThat(only(seen).load().memoryLimitBytes()).isEmpty();
        assertThat(seen.hasGaps()).isTrue();
    }

    @Test
    void prometheusFillsALimitThatRedisDoesNotSay() {
        Supplement told = new Supplement(Map.of("cart-0", 99.0), Map.of("cart-0", 600.0));
        Observation seen = Observation.none(CLUSTER).next(AT, List.of(master(0, 1, "maxmemory:0\n")), told);

        assertThat(only(seen).load().memoryPercent()).hasValue(50);
        assertThat(only(seen).load().cpuPercent()).as("INFO has CPU counters").isEmpty();
        assertThat(seen.sample().source()).isEqualTo(Sample.Source.PROMETHEUS);
    }

    @Test
    void prometheusFillsCpuOnlyWhereInfoHasNone() {
        Supplement told = new Supplement(Map.of("cart-0", 42.0), Map.of());
        NodeAnswer without = answer(
                0, 0, "run_id:a\nmaxmemory:1000\nused_memory:1\n", line(A, "myself,master", "-", "0"), state("ok", 1));

        Observation seen = Observation.none(CLUSTER).next(AT, List.of(without), told);

        assertThat(only(seen).load().cpuPercent()).hasValue(42);
        assertThat(seen.sample().source()).isEqualTo(Sample.Source.PROMETHEUS);
    }

    @Test
    void anOverloadedNodeThatMissesOneTickKeepsItsTotals() {
        NodeAnswer silent = new NodeAnswer.Silent(endpoint(0), "no answer within 2000 ms");
        Observation one = observe(master(0, 1, ""));
        Observation two = one.next(AT, List.of(silent), Supplement.NONE);
        Observation back = two.next(AT, List.of(master(10, 9, "")), Supplement.NONE);
        Observation three = two.next(AT, List.of(silent), Supplement.NONE);
        Observation late = three.next(AT, List.of(master(15, 9, "")), Supplement.NONE);

        assertThat(only(two).load()).isEqualTo(Load.UNKNOWN);
        assertThat(only(back).load().cpuPercent().orElseThrow()).isCloseTo(80, within(0.01));
        assertThat(only(late).load().cpuPercent()).isEmpty();
    }

    @Test
    void halfAnAnswerIsSilenceWithAReason() {
        assertThat(only(observe(answer(0, 0, "", line(A, "myself,master", "-", ""), state("ok", 0))))
                        .answer()
                        .problem())
                .contains("INFO");
        assertThat(only(observe(answer(0, 0, info(0, 1, ""), "gibberish", state("ok", 0))))
                        .answer()
                        .problem())
                .contains("gibberish");
        assertThat(only(observe(answer(0, 0, info(0, 1, ""), line(A, "master", "-", ""), state("ok", 0))))
                        .answer()
                        .problem())
                .contains("myself");
        assertThat(only(observe(answer(0, 0, info(0, 1, ""), line(A, "myself,master", "-", ""), "")))
                        .answer()
                        .problem())
                .contains("cluster_state");
    }

    @Test
    void healthIsTheWorstThatIsSaid() {
        Observation seen = observe(
                answer(
                        0,
                        0,
                        info(0, 1, ""),
                        line(A, "myself,master", "-", "0-99 [7->-" + B + "]") + line(B, "master", "-", "100-16383"),
                        state("ok", 16384)),
                answer(
                        1,
                        0,
                        info(0, 1, ""),
                        line(A, "master", "-", "0-98") + line(B, "myself,master", "-", "100-16383 [9-<-" + A + "]"),
                        state("fail", 16383)));

        Sample.ClusterHealth health = seen.sample().health();
        assertThat(health.state()).isEqualTo(State.FAIL);
        assertThat(health.slotsAssigned()).isEqualTo(16383);
        assertThat(health.openSlots()).isEqualTo(SlotSet.of(7, 9));
        assertThat(health.nodesAgree()).isFalse();
    }

    @Test
    void aFreshPodDoesNotSpeakForTheCluster() {
        String table = line(A, "myself,master", "-", "0-16383") + line(B, "slave", A, "");
        Observation seen = observe(
                answer(0, 0, info(0, 1, ""), table, state("ok", 16384)),
                answer(1, 0, info(0, 1, ""), line(C, "myself,master", "-", ""), state("fail", 0)));

        assertThat(seen.sample().health().state()).isEqualTo(State.OK);
        assertThat(seen.sample().health().nodesAgree()).isTrue();
        assertThat(seen.sample().byPod("cart-1").orElseThrow().hasJoined()).isFalse();
    }

    private static final String WHOLE = line(A, "master", "-", "0-8191") + line(B, "master", "-", "8192-16383");
    private static final String FROM_A =
            line(A, "myself,master", "-", "0-8191") + line(B, "master", "-", "8192-16383") + line(C, "master", "-", "");

    private static NodeAnswer owner(String state) {
        return answer(0, 0, info(0, 1, ""), FROM_A, state(state, 16384));
    }

    /** What the node without slots answers, in whose table the others stand like this. */
    private static NodeAnswer standby(String state, String others) {
        int assigned = NodeTable.parse(others).covered().size();
        return answer(2, 0, info(0, 1, ""), others + line(C, "myself,master", "-", ""), state(state, assigned));
    }

    private static Sample.ClusterHealth health(Observation seen) {
        return seen.sample().health();
    }

    @Test
    void aStandbyThatWaitsAfterJoiningDoesNotSpeakForTheCluster() {
        assertThat(health(observe(owner("ok"), standby("fail", WHOLE))).state()).isEqualTo(State.OK);
    }

    @Test
    void aStandbyThatMissesAnOwnerDoes() {
        String cutOff = line(A, "master,fail?", "-", "0-8191") + line(B, "master", "-", "8192-16383");

        assertThat(health(observe(owner("ok"), standby("fail", cutOff))).state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void aStandbyIsNeverAReasonToTakeAFailureLightly() {
        assertThat(health(observe(owner("fail"), standby("fail", WHOLE))).state())
                .isEqualTo(State.FAIL);
        assertThat(health(observe(owner("fail"), standby("ok", WHOLE))).state()).isEqualTo(State.FAIL);
        assertThat(health(observe(standby("fail", WHOLE))).state())
                .as("no owner answers")
                .isEqualTo(State.FAIL);
    }

    @Test
    void aStandbyThatJoinedSinceTheLastTickMayStillLearnWhoOwnsWhat() {
        String learning = line(A, "master", "-", "0-8191") + line(B, "handshake", "-", "");
        NodeAnswer alone = standby("fail", "");
        NodeAnswer joined = standby("fail", learning);

        Observation before = observe(owner("ok"), alone);
        Observation first = before.next(AT, List.of(owner("ok"), joined), Supplement.NONE);
        Observation second = first.next(AT, List.of(owner("ok"), joined), Supplement.NONE);

        assertThat(health(first)).isEqualTo(health(before));
        assertThat(health(first).nodesAgree()).isTrue();
        assertThat(health(second).state()).as("a tick later it should know").isEqualTo(State.FAIL);
        assertThat(health(second).slotsAssigned()).isEqualTo(8192);
    }

    @Test
    void anOwnerThatJustStartedIsAFailureSinceItServesNothingYet() {
        String table = line(A, "master", "-", "0-8191") + line(B, "myself,master", "-", "8192-16383");

        assertThat(health(observe(owner("ok"), answer(1, 0, info(0, 1, ""), table, state("fail", 16384))))
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void ofFreshPodsAloneTheClusterIsNotOk() {
        Observation seen = observe(answer(0, 0, info(0, 1, ""), line(C, "myself,master", "-", ""), state("fail", 0)));
        assertThat(seen.sample().health().state()).isEqualTo(State.FAIL);
        assertThat(seen.sample().health().slotsAssigned()).isZero();
    }

    @Test
    void whenNobodyAnswersNothingIsKnown() {
        Observation seen = observe(new NodeAnswer.Silent(endpoint(0), "Connection refused"));
        assertThat(seen.sample().health().state()).isEqualTo(State.UNKNOWN);
        assertThat(seen.sample().nodes())
                .singleElement()
                .satisfies(node -> assertThat(node.answer().problem()).isEqualTo("Connection refused"));
    }

    @Property
    void whateverNodesAnswerEachStandsInTheSampleAndNoPercentageIsMadeUp(
            @ForAll("texts") String info, @ForAll("texts") String nodes, @ForAll("texts") String cluster) {
        Observation seen = observe(answer(0, 0, info, nodes, cluster))
                .next(AT, List.of(answer(0, 5, info, nodes, cluster)), Supplement.NONE);

        assertThat(seen.sample().nodes()).hasSize(1);
        only(seen)
                .load()
                .cpuPercent()
                .ifPresent(percent -> assertThat(percent).isNotNegative().isFinite());
        only(seen)
                .load()
                .memoryPercent()
                .ifPresent(percent -> assertThat(percent).isNotNegative().isFinite());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> field = Arbitraries.of(
                "used_memory", "maxmemory", "run_id", "used_cpu_sys", "used_cpu_user", "cluster_state", "db0", "#");
        Arbitrary<String> value = Arbitraries.of("0", "1", "-5", "9e99", "NaN", "ok", "", "99999999999999999999", ":");
        Arbitrary<String> pair = Combinators.combine(field, value).as((name, text) -> name + ":" + text);
        Arbitrary<String> node = Arbitraries.of(
                line(A, "myself,master", "-", "0-5"), line(B, "slave", A, ""), line(A, "myself", "-", "[5->-" + B));
        return Arbitraries.oneOf(pair, node, Arbitraries.strings())
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join("\n", lines));
    }
}
