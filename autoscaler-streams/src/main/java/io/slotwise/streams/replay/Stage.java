package io.slotwise.streams.replay;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Policy;
import io.slotwise.model.Sample;
import io.slotwise.model.topology.SlotSet;
import java.time.Instant;
import java.util.Optional;

/** Plays the collector and the reconciler: says what they would have said of the simulated cluster. */
final class Stage {
    private static final ClusterKey NAMELESS = new ClusterKey("replay", "history");
    private static final Sample.ClusterHealth WELL =
            new Sample.ClusterHealth(Sample.ClusterHealth.State.OK, SlotSet.COUNT, SlotSet.EMPTY, true);
    private static final Sample.ClusterHealth FAILING =
            new Sample.ClusterHealth(Sample.ClusterHealth.State.FAIL, SlotSet.COUNT, SlotSet.EMPTY, true);

    private final Cast cast;
    private ClusterRecord record;

    private Stage(ClusterRecord record, Cast cast) {
        this.record = record;
        this.cast = cast;
    }

    static Stage of(Course course, Optional<Policy> policy) {
        Optional<ClusterRecord> known = course.recording().flatMap(Recording::last);
        Policy rules = policy.or(() -> known.map(ClusterRecord::policy)).orElseGet(() -> Manifest.policy(course));
        ClusterKey key = known.map(ClusterRecord::cluster).orElse(NAMELESS);
        int replicas = known.map(ClusterRecord::replicasPerMaster).orElse(1);
        Cast cast = new Cast(key.name(), replicas);
        ClusterRecord first = new ClusterRecord(
                key,
                course.at(0),
                1,
                course.masters(),
                replicas,
                rules,
                cast.endpoints(course.masters()),
                ClusterRecord.Phase.INITIALIZED,
                Optional.empty(),
                Optional.empty());
        return new Stage(first, cast);
    }

    /** Goes on from what the reconciler really said. */
    void follow(ClusterRecord real) {
        record = real;
    }

    ClusterRecord running(Instant at, int masters) {
        ClusterRecord.Operation.Kind kind =
                masters > record.masters() ? ClusterRecord.Operation.Kind.RESHARD : ClusterRecord.Operation.Kind.DRAIN;
        int pods = Math.max(masters, record.masters());
        record = new ClusterRecord(
                record.cluster(),
                at,
                record.generation() + 1,
                masters,
                record.replicasPerMaster(),
                record.policy(),
                cast.endpoints(pods),
                record.phase(),
                Optional.of(new ClusterRecord.Operation(kind, at, "replay")),
                Optional.of(at));
        return record;
    }

    ClusterRecord quiet(Instant at, int masters) {
        record = new ClusterRecord(
                record.cluster(),
                at,
                record.generation(),
                masters,
                record.replicasPerMaster(),
                record.policy(),
                cast.endpoints(masters),
                record.phase(),
                Optional.empty(),
                record.lastScaleTime());
        return record;
    }

    Sample sample(Observation seen) {
        return new Sample(
                record.cluster(),
                seen.at(),
                Sample.Source.REDIS,
                seen.sight() == Course.Sight.FAILING ? FAILING : WELL,
                cast.nodes(seen));
    }

    static ClusterRecord with(ClusterRecord record, Policy policy) {
        return new ClusterRecord(
                record.cluster(),
                record.at(),
                record.generation(),
                record.masters(),
                record.replicasPerMaster(),
                policy,
                record.endpoints(),
                record.phase(),
                record.operation(),
                record.lastScaleTime());
    }
}
