package io.slotwise.collector.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One metric with its values for all nodes, while it is gathered. */
final class Family {
    private final MetricMetadata metadata;
    private final ExportedField.Kind kind;
    private final List<Labels> labels = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    Family(String name, ExportedField.Kind kind, String help) {
        this.metadata = new MetricMetadata(name, help);
        this.kind = kind;
    }

    void add(Labels where, double value) {
        labels.add(where);
        values.add(value);
    }

    /** Adds a value if there is one. */
    void add(Labels where, OptionalDouble value) {
        value.ifPresent(there -> add(where, there));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    MetricSnapshot snapshot() {
        return switch (kind) {
            case GAUGE -> gauge();
            case COUNTER -> counter();
        };
    }

    private GaugeSnapshot gauge() {
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            points.add(GaugeDataPointSnapshot.builder()
                    .labels(labels.get(i))
                    .value(values.get(i))
                    .build());
        }
        return new GaugeSnapshot(metadata, points);
    }

    private CounterSnapshot counter() {
        List<CounterDataPointSnapshot> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            points.add(CounterDataPointSnapshot.builder()
                    .labels(labels.get(i))
                    .value(Math.max(0, values.get(i)))
                    .build());
        }
        return new CounterSnapshot(metadata, points);
    }
}
