package io.slotwise.reconciler.kafka;

import io.slotwise.model.ClusterKey;
import io.slotwise.model.ClusterRecord;
import io.slotwise.model.Intent;
import io.slotwise.model.NodeSample;
import io.slotwise.model.Sample;
import io.slotwise.reconciler.spec.Settings;
import io.slotwise.reconciler.turn.Knowledge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The latest of each topic for each cluster, in memory. Safe for many threads. */
public final class TopicKnowledge implements Knowledge {
    private final Map<ClusterKey, Sample> samples = new ConcurrentHashMap<>();
    private final Map<ClusterKey, Intent> intents = new ConcurrentHashMap<>();
    private final Map<ClusterKey, ClusterRecord> clusters = new ConcurrentHashMap<>();
    private final Set<ClusterKey> own = ConcurrentHashMap.newKeySet();
    private final Set<ClusterKey> hungry = ConcurrentHashMap.newKeySet();
    private final Set<ClusterKey> silent = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<Sample> sample(ClusterKey cluster) {
        return Optional.ofNullable(samples.get(cluster));
    }

    @Override
    public Optional<Intent> openIntent(ClusterKey cluster) {
        return Optional.ofNullable(intents.get(cluster));
    }

    /** A newer intent that came meanwhile stays open. */
    @Override
    public void settle(Intent intent) {
        intents.remove(intent.cluster(), intent);
    }

    @Override
    public Optional<ClusterRecord> published(ClusterKey cluster) {
        return Optional.ofNullable(clusters.get(cluster));
    }

    @Override
    public void awaitSample(ClusterKey cluster) {
        hungry.add(cluster);
    }

    /** The clusters that were published and not forgotten. */
    public Set<ClusterKey> publishedClusters() {
        return Set.copyOf(clusters.keySet());
    }

    /** Whether a cluster should be looked at. */
    enum News {
        WORTH_A_LOOK,
        NOTHING_NEW
    }

    News offer(Intent intent) {
        intents.put(intent.cluster(), intent);
        return News.WORTH_A_LOOK;
    }

    /**
     * Keeps the sample that came last. It is worth a look when somebody waits for it, when it ends a silence, or when roles, membership or health
     * are not what they were; load alone is not.
     */
    News offer(Sample sample) {
        Sample before = samples.put(sample.cluster(), sample);
        boolean awaited = hungry.remove(sample.cluster());
        boolean missed = silent.remove(sample.cluster());
        return awaited || missed || before == null || !Outline.of(before).equals(Outline.of(sample))
                ? News.WORTH_A_LOOK
                : News.NOTHING_NEW;
    }

    /** The clusters whose last sample has become too old to act on, each told once until there is a new one. */
    List<ClusterKey> fallenSilent(Instant now) {
        return samples.values().stream()
                .filter(sample -> Optional.ofNullable(clusters.get(sample.cluster()))
                        .filter(known -> sample.at().isBefore(now.minus(Settings.freshness(known.policy()))))
                        .isPresent())
                .map(Sample::cluster)
                .filter(silent::add)
                .toList();
    }

    void published(ClusterRecord value) {
        own.add(value.cluster());
        clusters.put(value.cluster(), value);
    }

    /** What an earlier process published; what this one did is newer. */
    void restored(ClusterKey cluster, Optional<ClusterRecord> value) {
        if (!own.contains(cluster)) {
            value.ifPresentOrElse(some -> clusters.put(cluster, some), () -> clusters.remove(cluster));
        }
    }

    void forgotten(ClusterKey cluster) {
        own.add(cluster);
        clusters.remove(cluster);
        samples.remove(cluster);
        intents.remove(cluster);
        hungry.remove(cluster);
        silent.remove(cluster);
    }

    void withdrawn(ClusterKey cluster) {
        intents.remove(cluster);
    }

    /** What of a sample the plan and the status go by. */
    private record Outline(Sample.ClusterHealth health, List<NodeOutline> nodes) {
        static Outline of(Sample sample) {
            return new Outline(
                    sample.health(),
                    sample.nodes().stream().map(NodeOutline::of).toList());
        }
    }

    private record NodeOutline(
            String pod, String host, boolean answered, NodeSample.Role role, boolean active, boolean joined) {
        static NodeOutline of(NodeSample node) {
            return new NodeOutline(
                    node.pod(), node.host(), node.answered(), node.role(), node.isActiveMaster(), node.hasJoined());
        }
    }
}
