package io.slotwise.streams.decision.adaptive;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Numbers in a row that do not change; a change gives another row. */
final class Row {
    private final float[] values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private Row(float[] values) {
        this.values = values;
    }

    static Row of(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return new Row(values);
    }

    @JsonValue
    private float[] values() {
        return values;
    }

    float at(int index) {
        return values[index];
    }

    int size() {
        return values.length;
    }

    Row with(int index, double value) {
        float[] next = values.clone();
        next[index] = (float) value;
        return new Row(next);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
