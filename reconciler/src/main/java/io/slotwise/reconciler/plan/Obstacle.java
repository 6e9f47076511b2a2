package io.slotwise.reconciler.plan;

import io.slotwise.model.Reason;

/**
 * Why nothing may be done, whatever else is there.
 *
 * @param sentence what is in the way, and what to do
 */
public record Obstacle(Reason reason, String sentence) {
    /** Something of somebody else's is in the way. */
    public static Obstacle ofOthers(String sentence) {
        return new Obstacle(Reason.NOT_ADOPTED, sentence);
    }

    /** The server will not have what is to be done. */
    public static Obstacle ofTheApi(String sentence) {
        return new Obstacle(Reason.API_REFUSED, sentence);
    }
}
