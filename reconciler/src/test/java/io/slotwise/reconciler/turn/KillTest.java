package io.slotwise.reconciler.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.embedded.kube.EmbeddedApi;
import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.world.FakeNode;
import io.slotwise.reconciler.world.RedisClusterApi;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    private static final String SPEC =
            "{masters: 3, autoScaleEnabled: true, cpuThreshold: 70, metricsQueryInterval: 5, replicasPerMaster: ";

    /** In so many runs each place is the place of a kill once, so that a run has kills far apart. */
    private static final int RUNS = 8;

    private final EmbeddedApi api = RedisClusterApi.start();

    @AfterAll
    void closes() {
        api.close();
    }

    @Test
    void anUnharmedProcessScalesUpAndDown() {
        play(new Scene(api, new ClusterKey("default", "calm"), UnaryOperator.identity()), 1);
    }

    @Test
    void aProcessThatIsKilledBeforeOrAfterAnyWriteEndsWhereItWouldHave() {
        Reaper spared = new Reaper(place -> false);
        play(new Scene(api, new ClusterKey("default", "spared"), spared), 0);
        List<String> places = List.copyOf(spared.seen);
        assertThat(places).hasSizeGreaterThan(60);

        for (int run = 0; run < RUNS; run++) {
            int group = run;
            Set<String> due = IntStream.range(0, places.size())
                    .filter(i -> i % RUNS == group)
                    .mapToObj(places::get)
                    .collect(Collectors.toCollection(TreeSet::new));
            play(new Scene(api, new ClusterKey("default", "killed" + run), new Reaper(due::remove)), 0);
            assertThat(due).as("places that the run did not come by").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aProcessThatIsKilledAgainAndAgainStillEndsWhereItWouldHave(long seed) {
        Random random = new Random(seed);
        Reaper reaper = new Reaper(place -> random.nextInt(4) == 0);
        play(new Scene(api, new ClusterKey("default", "hunted" + seed), reaper), 1);
    }

    /** Comes by before and after each write of all processes of a scene, and kills where it is told to. */
    private static final class Reaper implements UnaryOperator<Write.Port> {
        private final Predicate<String> isVictim;
        private final Set<String> seen = new LinkedHashSet<>();

        Reaper(Predicate<String> isVictim) {
            this.isVictim = isVictim;
        }

        @Override
        public Write.Port apply(Write.Port port) {
            return write -> {
                pass("before " + Writes.name(write));
                port.perform(write);
                pass("after " + Writes.name(write));
            };
        }

        private void pass(String place) {
            seen.add(place);
            if (isVictim.test(place)) {
                throw new Killed(place);
            }
        }
    }

    private static void play(Scene scene, int replicas) {
        int shard = replicas + 1;
        scene.create(SPEC + replicas + "}");
        scene.settle();
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(3);
        assertThat(scene.agent().redis().nodes()).hasSize(4 * shard);

        scene.send(4, scene.cluster().getMetadata().getName() + "-1");
        scene.settle();
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(4);
        assertThat(scene.agent().redis().nodes()).hasSize(5 * shard).allMatch(FakeNode::isMember);
        assertThat(scene.cluster().getMetadata().getGeneration())
                .as("the spec changed once for the intent")
                .isEqualTo(2);

        scene.send(3, "");
        scene.settle();
        assertThat(scene.agent().redis().activeMasters()).isEqualTo(3);
        assertThat(scene.agent().redis().nodes()).hasSize(4 * shard).allMatch(FakeNode::isMember);
        assertThat(scene.cluster().getMetadata().getGeneration()).isEqualTo(3);
        assertThat(scene.cluster().getSpec().masters()).isEqualTo(3);
        scene.remove();
    }
}
