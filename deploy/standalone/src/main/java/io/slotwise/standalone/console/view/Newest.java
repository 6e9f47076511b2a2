package io.slotwise.standalone.console.view;

import java.util.List;

/** The tail of a list that grows at its end. */
final class Newest {
    private Newest() {}

    static <T> List<T> of(List<T> all, int most) {
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }
}
