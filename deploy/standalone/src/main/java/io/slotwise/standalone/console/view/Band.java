package io.slotwise.standalone.console.view;

import io.slotwise.model.ClusterRecord;
import io.slotwise.model.ClusterRecord.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time in which the cluster was being changed.
 *
 * @param kind what was done
 * @param since when it began
 * @param until when it was over; absent while it goes on
 */
public record Band(Operation.Kind kind, Instant since, Optional<Instant> until) {
    /** The bands after {@code record} told what is being done now. */
    static List<Band> with(List<Band> bands, ClusterRecord record, Limits limits) {
        List<Band> next = new ArrayList<>();
        bands.forEach(band -> next.add(band.after(record)));
        record.operation()
                .filter(operation -> next.stream().noneMatch(band -> band.is(operation)))
                .ifPresent(operation -> next.add(new Band(operation.kind(), operation.since(), Optional.empty())));
        return Newest.of(next, limits.operations());
    }

    private Band after(ClusterRecord record) {
        boolean goesOn =
                until.isPresent() || record.operation().filter(this::is).isPresent();
        return goesOn ? this : new Band(kind, since, Optional.of(record.at()));
    }

    private boolean is(Operation operation) {
        return kind == operation.kind() && since.equals(operation.since());
    }
}
