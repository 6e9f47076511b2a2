package io.slotwise.job.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which slots shall go where, or why none shall. */
public sealed interface Placement {
    /**
     * Slots and their new masters.
     *
     * @param podBySlot in the order in which to move them
     * @param remarks sentences about what this leaves undone
     */
    record Wanted(Map<Integer, String> podBySlot, List<String> remarks) implements Placement {
        static Wanted of(List<Move> moves, List<String> remarks) {
            Map<Integer, String> pods = new LinkedHashMap<>();
            moves.forEach(move -> pods.put(move.slot(), move.to().pod()));
            return new Wanted(pods, List.copyOf(remarks));
        }
    }

    /**
     * It must not be done, or would be of no use.
     *
     * @param sentence why, with numbers, and what to do
     */
    record Refused(String sentence) implements Placement {}
}
