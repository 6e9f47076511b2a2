package io.slotwise.reconciler.turn;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.slotwise.model.Reason;
import io.slotwise.model.crd.RedisCluster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/** Kubernetes Events about a cluster. What happened once has one name, so that telling it twice is telling it once. */
final class Happenings {
    private static final Set<Reason> WARNINGS = Set.of(
            Reason.SPEC_REFUSED,
            Reason.JOB_FAILED,
            Reason.JOB_NOT_STARTED,
            Reason.UPDATE_STALLED,
            Reason.HEALING,
            Reason.POD_REPLACED,
            Reason.STANDBY_NOT_READY,
            Reason.NOT_MANAGED,
            Reason.NOT_ADOPTED,
            Reason.API_REFUSED,
            Reason.INTENT_EXPIRED,
            Reason.INTENT_OUTDATED,
            Reason.AUTOSCALE_DISABLED,
            Reason.AT_MAX_MASTERS,
            Reason.AT_MIN_MASTERS);
    private static final String COMPONENT = "slotwise-reconciler";
    private static final int MOST_CHARS = 1000;

    private Happenings() {}

    /**
     * The event.
     *
     * @param identity what tells it from others with the same reason
     */
    static Event event(RedisCluster cluster, Reason reason, String sentence, String identity, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(cluster, reason, identity))
                .withNamespace(cluster.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(RedisCluster.GROUP + "/" + RedisCluster.VERSION)
                .withKind(RedisCluster.KIND)
                .withNamespace(cluster.getMetadata().getNamespace())
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .endInvolvedObject()
                .withType(WARNINGS.contains(reason) ? "Warning" : "Normal")
                .withReason(reason.name())
                .withMessage(sentence.length() <= MOST_CHARS ? sentence : sentence.substring(0, MOST_CHARS) + "…")
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .withReportingInstance(COMPONENT)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .build();
    }

    private static String name(RedisCluster cluster, Reason reason, String identity) {
        String text = cluster.getMetadata().getUid() + "/" + reason + "/" + identity;
        return cluster.getMetadata().getName() + "." + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
