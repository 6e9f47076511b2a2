package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.Reason;
import io.slotwise.model.Sample;
import io.slotwise.reconciler.kube.TopicWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topics as lists, and a process' knowledge of them. */
final class FakeTopics implements Knowledge, TurnWatch {
    private final Map<ClusterKey, Intent> intentTopic = new HashMap<>();
    private final Map<ClusterKey, ClusterRecord> clusterTopic = new HashMap<>();
    private final List<ClusterRecord> published = new ArrayList<>();
    private final Map<ClusterKey, Intent> open = new HashMap<>();
    private final Map<ClusterKey, Sample> samples = new HashMap<>();
    private final List<Reason> outcomes = new ArrayList<>();

    void restart() {
        open.clear();
        open.putAll(intentTopic);
        samples.clear();
    }

    void send(Intent intent) {
        intentTopic.put(intent.cluster(), intent);
        open.put(intent.cluster(), intent);
    }

    void send(Sample sample) {
        samples.put(sample.cluster(), sample);
    }

    void perform(TopicWrite write) {
        if (write instanceof TopicWrite.Publish publish) {
            clusterTopic.put(publish.value().cluster(), publish.value());
            published.add(publish.value());
        } else if (write instanceof TopicWrite.Forget forget) {
            clusterTopic.remove(forget.cluster());
        }
    }

    List<ClusterRecord> published() {
        return published;
    }

    List<Reason> outcomes() {
        return outcomes;
    }

    @Override
    public Optional<Sample> sample(ClusterKey cluster) {
        return Optional.ofNullable(samples.get(cluster));
    }

    @Override
    public Optional<Intent> openIntent(ClusterKey cluster) {
        return Optional.ofNullable(open.get(cluster));
    }

    @Override
    public void settle(Intent intent) {
        open.remove(intent.cluster(), intent);
    }

    @Override
    public Optional<ClusterRecord> published(ClusterKey cluster) {
        return Optional.ofNullable(clusterTopic.get(cluster));
    }

    @Override
    public void awaitSample(ClusterKey cluster) {
        // every tick of the scene brings one
    }

    @Override
    public void saw(ClusterKey cluster, Optional<ClusterRecord.Operation.Kind> operation, Optional<Sample> sample) {
        // nothing is counted here
    }

    @Override
    public void lost(ClusterKey cluster) {
        // nothing is counted here
    }

    @Override
    public void outOfTime(ClusterKey cluster) {
        throw new AssertionError("no turn takes long here");
    }

    @Override
    public void settled(Reason outcome) {
        outcomes.add(outcome);
    }
}
