package io.slotwise.job.move;

import io.slotwise.job.plan.NodeRef;
import io.slotwise.job.resp.Command;
import io.slotwise.job.resp.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a source back until its destination's replicas have what the destination was given: what only a master holds is
 * gone with it. All replicas that are in touch get a second for it; then one is enough, since a replica that lags behind
 * stands back for one that does not when the master fails.
 */
final class ReplicaWait {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaWait.class);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final NodeRef master;
    private int inTouch;
    private boolean permitted = true;

    /** Knows of no replica yet. */
    ReplicaWait(NodeRef master) {
        this.master = master;
    }

    static Command role() {
        return Command.of("ROLE");
    }

    /** To be said after the writes, on the connection that said them; {@link #mustHave} takes the answers. */
    List<Command> questions() {
        return permitted ? List.of(Command.of("WAIT", inTouch, LONGEST.toMillis()), role()) : List.of(role());
    }

    /** Throws when replicas were in touch and none has taken the writes. */
    void mustHave(List<Reply> answers) throws IOException {
        int known = inTouch;
        learn(answers.get(answers.size() - 1));
        if (!permitted) {
            return;
        }
        if (answers.get(0) instanceof Reply.Failure failure) {
            permitted = false;
            LOG.atInfo()
                    .addKeyValue("answer", failure.message())
                    .log("Not waiting for the destination's replicas; allow +wait");
            return;
        }
        if (known > 0 && answers.get(0).number() == 0) {
            throw new IOException("none of the " + known + " replicas of " + master.pod() + " took the copies within "
                    + LONGEST.toMillis() + " ms");
        }
    }

    /** How many replicas are in touch, by what ROLE says of them. */
    void learn(Reply role) throws IOException {
        List<Reply> parts = role.parts();
        if (!parts.get(0).text().equals("master")) {
            throw new IOException(master.pod() + " is no longer a master");
        }
        inTouch = parts.get(2).parts().size();
    }
}
