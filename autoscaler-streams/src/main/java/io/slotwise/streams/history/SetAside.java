package io.slotwise.streams.history;

import java.util.ArrayList;
import java.util.List;

/** Rows that could not be used: how many, and of the first few where they stand and what is wrong with them. */
public final class SetAside {
    private static final int MOST = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    /**
     * Counts one more.
     *
     * @param where such as {@code line 17}
     */
    public void add(String where, String problem) {
        count++;
        if (first.size() < MOST) {
            first.add(where + ": " + problem);
        }
    }

    public long count() {
        return count;
    }

    public List<String> first() {
        return List.copyOf(first);
    }

    /** In a sentence; empty when there are none. */
    public String sentence() {
        if (count == 0) {
            return "";
        }
        String shown = String.join("; ", first);
        return count + (count == 1 ? " row was" : " rows were") + " set aside: " + shown
                + (count > first.size() ? "; and " + (count - first.size()) + " more" : "") + ".";
    }
}
