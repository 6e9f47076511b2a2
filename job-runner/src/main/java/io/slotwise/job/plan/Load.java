package io.slotwise.job.plan;

/**
 * What a master carries.
 *
 * @param total its load, in any unit that all masters share
 * @param perWeight how much of it goes away with one unit of slot weight
 */
record Load(double total, double perWeight) {
    Load without(double weight) {
        return new Load(total - weight * perWeight, perWeight);
    }
}
