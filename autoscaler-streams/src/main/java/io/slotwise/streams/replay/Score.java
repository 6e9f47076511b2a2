package io.slotwise.streams.replay;

/**
 * How well a policy did on a course.
 *
 * @param violationMinutes minutes in which the hottest master was at its limit
 * @param masterHours hours of masters, the greater number while a scaling runs
 * @param scalings changes of the number of masters, of whatever size
 * @param flaps scalings that reversed the one before them within an hour
 * @param bytesMoved bytes that moved between masters
 * @param cost the price of it
 * @param relief how long violations lasted
 */
public record Score(
        double violationMinutes,
        double masterHours,
        int scalings,
        int flaps,
        long bytesMoved,
        double cost,
        Relief relief) {
    /**
     * From the first tick of a violation until the hottest master was under the relief limit again.
     *
     * @param episodes how many there were
     * @param medianSeconds 0 when there were none
     * @param maxSeconds 0 when there were none
     */
    public record Relief(int episodes, double medianSeconds, double maxSeconds) {}
}
