package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.crd.RedisClusterStatus;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.TopicWrite;
import io.slotwise.reconciler.kube.Write;

/** Names for writes that are the same in every run. */
final class Writes {
    private Writes() {}

    static String name(Write write) {
        String type = write.getClass().getSimpleName();
        if (write instanceof KubeWrite.Create create) {
            return type + " " + create.object().getKind();
        }
        if (write instanceof KubeWrite.Start start) {
            return type + " " + start.job().getMetadata().getLabels().get("job");
        }
        if (write instanceof KubeWrite.Delete delete) {
            return type + " " + delete.seen().getMetadata().getLabels().get("job");
        }
        if (write instanceof KubeWrite.Tell tell) {
            return type + " " + tell.event().getReason();
        }
        if (write instanceof KubeWrite.Masters masters) {
            return type + " " + masters.masters();
        }
        if (write instanceof KubeWrite.Status status) {
            return type + " " + operation(status.status());
        }
        return write instanceof TopicWrite.Publish publish ? type + " " + operation(publish.value()) : type;
    }

    private static String operation(RedisClusterStatus status) {
        return status.underWay().map(RedisClusterStatus.Operation::kind).orElse("idle");
    }

    private static String operation(ClusterRecord value) {
        return value.operation().map(operation -> operation.kind().name()).orElse("idle");
    }
}
