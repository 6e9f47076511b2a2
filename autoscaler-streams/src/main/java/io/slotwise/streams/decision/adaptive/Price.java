package io.slotwise.streams.decision.adaptive;

/**
 * What things are worth against each other, in master-hours.
 *
 * @param violationMinute a minute in which the hottest master is at {@code violation} or above
 * @param scaling a change of the number of masters
 * @param regretOfIn added to a scale-in before it is found worth while, so that masters are not taken away for a gain that
 *     is hardly one, to be wanted again soon
 * @param violation CPU from which on a master is in violation, percent of one core
 */
record Price(double violationMinute, double scaling, double regretOfIn, double violation) {
    static final Price DEFAULT = new Price(0.5, 0.25, 1, 90);

    /** How likely a master is in violation when its bin's middle is {@code load}: a bin is as wide as this ramp. */
    double chance(double load) {
        double ramp = violation / 60;
        return Math.min(1, Math.max(0, (load - violation + ramp * 0.7) / (ramp * 1.4)));
    }

    /** The load up to which that is 0. */
    double calm() {
        return violation - violation / 60 * 0.7;
    }

    /** The load from which on it is 1. */
    double storm() {
        return violation + violation / 60 * 0.7;
    }
}
