package io.slotwise.reconciler.turn;

/** What something else has said, fit for a status and an event. */
final class OneLine {
    private static final int MOST_CHARS = 600;

    private OneLine() {}

    /** On one line and of a bounded length. */
    static String of(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS - 1) + "…";
    }
}
