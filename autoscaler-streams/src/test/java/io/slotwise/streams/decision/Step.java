package io.slotwise.streams.decision;

import java.util.List;

/**
 * One step of a random course.
 *
 * @param seconds since the step before it
 * @param cpu a pool of percentages, taken in turn by the masters
 * @param memory likewise
 * @param flaw what is wrong with the sample
 * @param answer what the reconciler does after it
 */
record Step(int seconds, List<Double> cpu, List<Double> memory, Flaw flaw, Answer answer) {
    enum Flaw {
        NONE,
        SILENT_MASTER,
        MISSING_POD,
        MISSING_CPU,
        MISSING_MEMORY,
        STALE,
        OUT_OF_ORDER,
        FROM_THE_FUTURE,
        STATE_FAIL,
        OPEN_SLOT,
        DISAGREEMENT,
        NO_STANDBY,
        OTHER_TOPOLOGY
    }

    /** What the reconciler does. */
    enum Answer {
        NOTHING,
        APPLY_INTENT,
        BEGIN_OPERATION,
        END_OPERATION,
        EDIT_SPEC
    }

    double[] cpuOf(int masters) {
        return taken(cpu, masters);
    }

    double[] memoryOf(int masters) {
        return taken(memory, masters);
    }

    private static double[] taken(List<Double> pool, int masters) {
        double[] values = new double[masters];
        for (int i = 0; i < masters; i++) {
            values[i] = pool.get(i % pool.size());
        }
        return values;
    }
}
