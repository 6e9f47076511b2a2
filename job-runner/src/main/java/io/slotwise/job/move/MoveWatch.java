package io.slotwise.job.move;

/** Who is told how a move goes, and says whether it shall go on. */
public interface MoveWatch {
    /** Asked between batches; a move that shall stop closes what it has opened first. */
    boolean goOn();

    /**
     * Slots that have changed hands.
     *
     * @param slots how many
     * @param keys how many keys went with them
     */
    void moved(int slots, long keys);
}
