package io.slotwise.job.plan;

/**
 * What a slot takes and costs.
 *
 * @param keys how many it holds
 * @param bytes what they take in memory; 0 when that is not known
 * @param cpuMicros CPU that its commands have used, in microseconds since some moment; 0 when that is not known
 */
public record SlotLoad(long keys, long bytes, long cpuMicros) {
    public static final SlotLoad NONE = new SlotLoad(0, 0, 0);

    /** The same with the CPU used since an earlier look; all of it when the count has begun anew in between. */
    SlotLoad since(SlotLoad earlier) {
        long used = cpuMicros - earlier.cpuMicros;
        return new SlotLoad(keys, bytes, used < 0 ? cpuMicros : used);
    }
}
