package io.slotwise.job;

/**
 * How far a run is.
 *
 * @param slotsDone slots moved so far in this run
 * @param slotsTotal slots that this run moves in all, as far as is known now
 * @param keysMoved keys that went with them
 */
public record Progress(int slotsDone, int slotsTotal, long keysMoved) {
    public static final Progress NONE = new Progress(0, 0, 0);

    /** The same with that many slots still to come. */
    Progress expecting(int slots) {
        return new Progress(slotsDone, slotsDone + slots, keysMoved);
    }

    Progress plus(int slots, long keys) {
        return new Progress(slotsDone + slots, Math.max(slotsTotal, slotsDone + slots), keysMoved + keys);
    }
}
