package io.slotwise.reconciler.turn;

import io.slotwise.model.ClusterKey;
import io.slotwise.reconciler.kube.KubeWrite;
import io.slotwise.reconciler.kube.Look;
import io.slotwise.reconciler.kube.Write;
import io.slotwise.reconciler.objects.CollectorSecret;
import io.slotwise.reconciler.objects.Difference;
import io.slotwise.reconciler.objects.Names;
import io.slotwise.reconciler.objects.Protection;
import io.slotwise.reconciler.spec.Settings;
import java.util.Optional;

/**
 * Keeps the Secret with a cluster's own users, and the entry in another one by which the collector is let in.
 *
 * @param collectors what the collector mounts, if it mounts a Secret
 */
record Credentials(Write.Port port, Optional<CollectorSecret> collectors) {
    /** Whether the Secret with the cluster's users is another one now. */
    enum Users {
        WRITTEN,
        AS_THEY_WERE
    }

    /** Why the users cannot be kept: a Secret of somebody else's has their name. */
    Optional<String> obstacle(Look look, Protection.Known protection) {
        return protection
                .users()
                .flatMap(look::like)
                .filter(present -> !Names.isOfOrOwnedBy(look.cluster(), present))
                .map(present -> "Secret " + present.getMetadata().getName()
                        + " is there and was made by somebody else: take it away or give it another name, since the"
                        + " cluster's own users are kept under that one, or give this object another name");
    }

    /** Before all else: passwords that are not kept yet would be other ones at the next look, and in each object made now. */
    Users keepUsers(Look look, Protection.Known protection) {
        Optional<Write> write = protection
                .users()
                .filter(users -> look.like(users)
                        .filter(present -> !Difference.between(users, present))
                        .isEmpty())
                .map(users -> KubeWrite.made(users, look.like(users)));
        write.ifPresent(port::perform);
        return write.isPresent() ? Users.WRITTEN : Users.AS_THEY_WERE;
    }

    /** Tells the collector how it is let in, and nothing of an earlier cluster of the same name. */
    void share(Look look, Settings settings, Protection.Known protection) {
        look.shared().ifPresent(shared -> {
            String value =
                    CollectorSecret.value(settings, protection, look.secrets()).orElse("");
            if (!value.equals(shared.value())) {
                port.perform(
                        value.isEmpty()
                                ? new KubeWrite.Unshare(shared.secret(), settings.cluster())
                                : new KubeWrite.Share(shared.secret(), settings.cluster(), value));
            }
        });
    }

    /** Takes back what the collector was told of a cluster that is no more. */
    void takeBack(ClusterKey cluster) {
        collectors.ifPresent(secret -> port.perform(new KubeWrite.Unshare(secret, cluster)));
    }
}
