package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Condition;
import io.slotwise.model.ClusterRecord.Operation.Kind;
import io.slotwise.model.ClusterRecord.Phase;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.plan.Memory;
import io.slotwise.reconciler.plan.Operation;
import io.slotwise.reconciler.plan.Step;
import io.slotwise.reconciler.plan.Wellbeing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status that says what is so. */
final class StatusWriting {
    private StatusWriting() {}

    static RedisClusterStatus status(
            RedisClusterStatus before,
            Counts counts,
            Memory memory,
            Step step,
            Wellbeing wellbeing,
            String selector,
            String correlation,
            long generation,
            Instant now) {
        Optional<Operation> operation = memory.operation();
        Operation.Pods pods = operation.map(Operation::pods).orElse(Operation.Pods.NONE);
        return new RedisClusterStatus(
                counts.masters(),
                counts.replicas(),
                memory.phase() == Phase.INITIALIZED,
                is(operation, Kind.RESHARD),
                is(operation, Kind.DRAIN),
                is(operation, Kind.PROVISION_STANDBY),
                is(operation, Kind.RESHARD) ? pods.standby() : counts.standby(),
                pods.overloaded(),
                pods.drained(),
                pods.firstDestination(),
                pods.secondDestination(),
                memory.lastScale().map(Instant::toString).orElse(""),
                memory.lastJob().map(Instant::toString).orElse(""),
                memory.configuration(),
                operation.map(present -> written(present, correlation)).orElse(null),
                selector,
                generation,
                new Conditions(before, generation, now).of(memory, step, wellbeing));
    }

    /** The status of a spec that cannot be carried out: all else stays as it was. */
    static RedisClusterStatus refused(RedisClusterStatus before, String sentence, long generation, Instant now) {
        List<Condition> conditions = new Conditions(before, generation, now).refused(sentence);
        return new RedisClusterStatus(
                before.currentMasters(),
                before.currentReplicas(),
                before.initialized(),
                before.isResharding(),
                before.isDraining(),
                before.isProvisioningStandby(),
                before.standbyPod(),
                before.overloadedPod(),
                before.podToDrain(),
                before.drainDestPod1(),
                before.drainDestPod2(),
                before.lastScaleTime(),
                before.lastJobTime(),
                before.configuration(),
                before.operation(),
                before.selector(),
                generation,
                conditions);
    }

    private static boolean is(Optional<Operation> operation, Kind kind) {
        return operation.filter(some -> some.kind() == kind).isPresent();
    }

    private static RedisClusterStatus.Operation written(Operation operation, String correlation) {
        return new RedisClusterStatus.Operation(
                operation.kind().name(),
                operation.since().toString(),
                operation.masters(),
                operation.attempts(),
                operation.pods().updated(),
                correlation);
    }
}
