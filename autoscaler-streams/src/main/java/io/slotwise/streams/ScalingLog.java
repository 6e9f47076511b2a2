package io.slotwise.streams;

import io.slotwise.model.Decision;
import io.slotwise.model.Intent;
import io.slotwise.model.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log line of each scaling, in words that people search for. */
final class ScalingLog {
    private static final Logger LOG = LoggerFactory.getLogger(ScalingLog.class);

    private ScalingLog() {}

    static void triggered(Decision decision, Intent intent) {
        LOG.atInfo()
                .addKeyValue("cluster", intent.cluster())
                .addKeyValue("masters", decision.masters())
                .addKeyValue("wanted", intent.masters())
                .addKeyValue("reason", intent.reason())
                .addKeyValue("pod", intent.pod())
                .addKeyValue("intent", intent.id())
                .addKeyValue("expiresAt", intent.expiresAt())
                .addKeyValue("because", intent.sentence())
                .log(decision.verdict() == Verdict.SCALE_OUT ? "Triggering scale-up" : "Triggering scale-down");
    }
}
