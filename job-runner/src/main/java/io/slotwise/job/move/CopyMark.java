package io.slotwise.job.move;

import io.slotwise.job.resp.Command;

/**
 * Says of keys in an importing slot that they are copies which count for nothing as long as the source has not let go of the
 * originals. It lies as a key in the slot at the destination, before the first copy and until the hand-over, and names the
 * source as it was: node id, process and config epoch. A source that has failed over or was started anew since then is
 * another one, of which nothing can be concluded.
 */
record CopyMark(String source) {
    /** Longer than anybody leaves a move cut off: without its mark a copy passes for a key. */
    private static final String LIFETIME_SECONDS = "2592000";

    private static final String LET_GO = "let go";

    static CopyMark of(ServerInfo source) {
        return new CopyMark(source.node().id() + " " + source.process() + " " + source.epoch());
    }

    static String key(int slot) {
        return "slotwise:copies:{" + SlotTags.of(slot) + "}";
    }

    Command set(int slot) {
        return Command.of("SET", key(slot), source, "EX", LIFETIME_SECONDS);
    }

    /** The source has let go of the originals: these are the keys now. */
    static Command letGo(int slot) {
        return Command.of("SET", key(slot), LET_GO, "EX", LIFETIME_SECONDS);
    }

    static Command get(int slot) {
        return Command.of("GET", key(slot));
    }

    static Command remove(int slot) {
        return Command.of("UNLINK", key(slot));
    }
}
