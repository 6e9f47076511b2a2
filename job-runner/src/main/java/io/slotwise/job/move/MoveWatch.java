package io.slotwise.job.move;

/** Who is told how a move goes, and says whether it shall go on. */
public interface MoveWatch {
    /** Asked between windows, and answered only when a pause is over. A move that shall stop closes what is open first. */
    boolean goOn();

    /** Whether {@link #goOn()} would wait or deny, so that what is open must be closed before it is asked. */
    boolean isHeldUp();

    /**
     * Slots that have changed hands.
     *
     * @param slots how many
     * @param keys how many keys went with them
     */
    void moved(int slots, long keys);
}
