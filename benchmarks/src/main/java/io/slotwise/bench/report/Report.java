package io.slotwise.bench.report;

import java.util.List;

/** All cells, in the order in which they were measured. As JSON it is the answer of {@code bench reshard --json}. */
public record Report(List<Cell> cells) {
    public Report {
        cells = List.copyOf(cells);
    }

    public boolean isFlawless() {
        return cells.stream().allMatch(Cell::isFlawless);
    }
}
