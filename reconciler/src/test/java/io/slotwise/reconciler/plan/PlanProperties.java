package io.slotwise.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.JobEvent;
import io.slotwise.model.Reason;
import io.slotwise.model.topology.SlotSet;
import io.slotwise.reconciler.world.FakeNode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PlanProperties {
    private static final int PATIENCE = 3000;

    /** A wish, and how many mishaps come before the next one. */
    @Property(tries = 300)
    void whateverHappensTheWorldComesToWhatIsWanted(
            @ForAll long seed,
            @ForAll @Size(max = 4) List<@IntRange(min = 3, max = 7) Integer> masters,
            @ForAll @IntRange(max = 2) int replicas,
            @ForAll @IntRange(max = 120) int mishaps) {
        SimulatedWorld world = new SimulatedWorld(seed, new Shape(3, replicas));
        masters.forEach(wanted -> {
            world.want(new Shape(wanted, replicas));
            world.configure("for " + wanted);
            world.release("for " + wanted);
            for (int i = 0; i < mishaps; i++) {
                world.storm();
                world.step();
            }
        });
        settle(world);
        assertSettled(world);
    }

    @Property(tries = 50)
    void aChangeOfReplicasIsCarriedOutToo(
            @ForAll long seed, @ForAll @IntRange(max = 2) int before, @ForAll @IntRange(max = 2) int after) {
        SimulatedWorld world = new SimulatedWorld(seed, new Shape(4, before));
        settle(world);
        world.want(new Shape(4, after));
        settle(world);
        assertSettled(world);
    }

    @Property(tries = 50)
    void mastersChangeOneByOne(
            @ForAll @IntRange(min = 3, max = 8) int before, @ForAll @IntRange(min = 3, max = 8) int after) {
        SimulatedWorld world = new SimulatedWorld(1, new Shape(before, 1));
        settle(world);
        world.history().clear();
        world.want(new Shape(after, 1));
        settle(world);

        assertThat(begun(world, after > before ? Kind.RESHARD : Kind.DRAIN)).hasSize(Math.abs(after - before));
        assertThat(begun(world, after > before ? Kind.DRAIN : Kind.RESHARD)).isEmpty();
        assertThat(world.history().stream().filter(Step.StartJob.class::isInstance))
                .as("nothing is done twice")
                .hasSize(Math.abs(after - before) * (after > before ? 2 : 1));
    }

    @Property(tries = 100)
    void anUpdateDisturbsOnePodAtATimeAndNeverAnOwnerOfSlots(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 5) int masters,
            @ForAll @IntRange(max = 2) int replicas) {
        SimulatedWorld world = new SimulatedWorld(seed, new Shape(masters, replicas));
        settle(world);
        world.history().clear();
        world.release("second");
        settle(world);

        assertSettled(world);
        assertThat(world.redis().harmed()).isZero();
        assertThat(world.history().stream().filter(Step.DeletePod.class::isInstance))
                .as("each pod once")
                .hasSize(world.wanted().pods());
    }

    @Property(tries = 150)
    void anAdoptedClusterComesToWhatIsWantedByScalingItsStatefulSetAlone(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 6) int before,
            @ForAll @Size(max = 3) List<@IntRange(min = 3, max = 7) Integer> masters,
            @ForAll @IntRange(max = 2) int replicas,
            @ForAll @IntRange(max = 60) int mishaps) {
        adopted(new SimulatedWorld(seed, new Shape(before, replicas), Care.Ownership.SCALED), masters, mishaps);
    }

    @Property(tries = 150)
    void whereAPersonScalesWhatIsSaidLeadsToWhatIsWanted(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 6) int before,
            @ForAll @Size(max = 3) List<@IntRange(min = 3, max = 7) Integer> masters,
            @ForAll @IntRange(max = 2) int replicas,
            @ForAll @IntRange(max = 60) int mishaps) {
        adopted(new SimulatedWorld(seed, new Shape(before, replicas), Care.Ownership.LEFT_ALONE), masters, mishaps);
    }

    private static void adopted(SimulatedWorld world, List<Integer> masters, int mishaps) {
        settle(world);
        assertSettled(world);
        masters.forEach(wanted -> {
            world.want(new Shape(wanted, world.wanted().replicas()));
            for (int i = 0; i < mishaps; i++) {
                world.storm();
                world.step();
            }
        });
        settle(world);
        assertSettled(world);
        assertThat(world.history())
                .noneMatch(step -> step instanceof Step.Apply || step instanceof Step.DeletePod)
                .noneMatch(step -> step instanceof Step.StartJob job
                        && (job.kind() == JobEvent.Kind.CONFIGURE || job.kind() == JobEvent.Kind.FAILOVER));
    }

    private static List<Operation> begun(SimulatedWorld world, Kind kind) {
        return world.history().stream()
                .filter(Step.Remember.class::isInstance)
                .flatMap(step -> ((Step.Remember) step).memory().operation().stream())
                .filter(operation -> operation.kind() == kind && operation.attempts() == 0)
                .distinct()
                .toList();
    }

    private static void settle(SimulatedWorld world) {
        for (int i = 0; i < PATIENCE; i++) {
            Step step = world.step();
            if (step instanceof Step.Done done) {
                if (done.reason() == Reason.SETTLED) {
                    return;
                }
                world.heed(done.sentence());
            } else if (step instanceof Step.Wait wait && wait.reason() == Reason.NOT_MANAGED) {
                world.heed(wait.sentence());
            }
            if (step instanceof Step.Wait || step instanceof Step.Done) {
                world.calm();
            }
        }
        throw new AssertionError("not settled; the last steps were "
                + world.history()
                        .subList(world.history().size() - 20, world.history().size()));
    }

    private static void assertSettled(SimulatedWorld world) {
        assertThat(world.isConfigured()).isTrue();
        assertThat(world.redis().activeMasters()).isEqualTo(world.wanted().masters());
        assertThat(world.isReleased()).isTrue();
        assertThat(world.size()).isEqualTo(world.wanted().pods());
        assertThat(world.redis().nodes().stream()
                        .mapToInt(node -> node.slots().size())
                        .sum())
                .isEqualTo(SlotSet.COUNT);
        assertThat(world.redis().nodes()).allMatch(FakeNode::isMember);
        assertThat(world.redis().nodes().stream().filter(node -> node.isMaster() && !node.isActive()))
                .hasSize(1);
    }
}
