package io.slotwise.standalone.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * How the story ended: its last line, as JSON.
 *
 * @param result {@code ok}, or {@code failed}
 * @param problem what went wrong, in a sentence; absent when nothing did
 * @param mastersPeak most active masters seen
 * @param mastersFinal active masters at the end
 * @param keysBefore keys of the data set before the first scaling
 * @param keysAfter those of them that are there at the end
 * @param ackedWrites writes that Redis acknowledged during the story
 * @param ackedWritesLost acknowledged writes that were found missing or older
 * @param wrongValues keys with a value that nobody wrote
 * @param clientErrors errors that a cluster client did not handle by itself
 * @param clientP99Millis 99th percentile of the client's operations over the whole story
 * @param checksOk how often the cluster was checked after a scaling and found whole
 * @param secondsToFormed from the start to a formed cluster with its standby
 * @param secondsToIntent from the first sample over the threshold to the sample that made the intent
 * @param secondsToFirstSlot from the first sample over the threshold to the first slot moved
 * @param secondsToDone from the first sample over the threshold to the finished reshard
 * @param seconds the whole story
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Summary(
        String result,
        Optional<String> problem,
        int mastersPeak,
        int mastersFinal,
        long keysBefore,
        long keysAfter,
        long ackedWrites,
        long ackedWritesLost,
        long wrongValues,
        long clientErrors,
        double clientP99Millis,
        int checksOk,
        double secondsToFormed,
        Optional<Double> secondsToIntent,
        Optional<Double> secondsToFirstSlot,
        Optional<Double> secondsToDone,
        double seconds) {

    public boolean ok() {
        return problem.isEmpty();
    }
}
