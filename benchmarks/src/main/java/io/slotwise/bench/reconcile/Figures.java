package io.slotwise.bench.reconcile;

/**
 * What was measured with one number of clusters. Times of turns are from the reconciler's own histogram, evenly within its
 * buckets.
 *
 * @param clusters how many
 * @param turnP50Ms a turn after a change of the spec, median
 * @param turnP95Ms the same, 95th percentile
 * @param statusP50Ms from the sending of a change to the status that follows it, median
 * @param statusP95Ms the same, 95th percentile
 * @param requestsPerTurn to the API server, of a turn after a change of the spec
 * @param requestsPerIdleTurn of a turn that finds nothing to do
 * @param requestsPerIdleHour of each cluster when nothing happens: counted for a while, and the look at long intervals added
 * @param turnsPerIdleMinute of all clusters together, counted
 * @param heapMiB of the reconciler, after a full collection
 * @param firstTurnSeconds from the start of a new process, after the last one was killed, to its first turn
 * @param allTurnsSeconds to one turn for each cluster
 * @param faultySuccess of 1, turns that succeeded while 1 % of the API's answers were errors
 * @param faultyP95Ms a turn then, 95th percentile
 * @param faultyRequests the requests that met with an error
 */
record Figures(
        int clusters,
        double turnP50Ms,
        double turnP95Ms,
        double statusP50Ms,
        double statusP95Ms,
        double requestsPerTurn,
        double requestsPerIdleTurn,
        double requestsPerIdleHour,
        double turnsPerIdleMinute,
        double heapMiB,
        double firstTurnSeconds,
        double allTurnsSeconds,
        double faultySuccess,
        double faultyP95Ms,
        long faultyRequests) {}
