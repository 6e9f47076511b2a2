package io.slotwise.job.move;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether slots can be copied from a source, as far as it has let that be done. */
final class Copying {
    private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

    private boolean possible = true;

    boolean isPossible() {
        return possible;
    }

    /** The source does not let it be done; the slow road is open still. */
    void giveUp(String answer) {
        if (possible) {
            possible = false;
            LOG.atInfo().addKeyValue("answer", answer).log("Slots cannot be copied; going on with MIGRATE");
        }
    }
}
